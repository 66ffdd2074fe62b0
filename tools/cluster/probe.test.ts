import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { probe, type Endpoint } from './probe.js';

let server: Server | undefined;
afterEach(() => server?.close());

/** A server that answers each request with the next of some opcodes. */
async function answering(...opcodes: number[]): Promise<Endpoint> {
  server = createServer((socket) => {
    const rest = [...opcodes];
    socket.on('error', () => {});
    socket.on('data', () => {
      const opcode = rest.shift();
      if (opcode === undefined) return socket.destroy();
      return socket.write(Buffer.from([0x84, 0, 0, 0, opcode, 0, 0, 0, 0]));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port, tls: null, auth: null };
}

const [error, ready, authenticate, supported, authSuccess] = [0x00, 0x02, 0x03, 0x06, 0x10];
const auth = { username: 'cassandra', password: 'cassandra' };

test('a node that names its options and is ready serves', async () => {
  expect(await probe(await answering(supported, ready))).toBe(true);
});

test('a node that wants a login serves once it accepts one', async () => {
  expect(await probe({ ...(await answering(supported, authenticate, authSuccess)), auth })).toBe(true);
  expect(await probe({ ...(await answering(supported, authenticate, error)), auth })).toBe(false);
  expect(await probe(await answering(supported, authenticate))).toBe(false);
});

test('anything else does not serve', async () => {
  expect(await probe(await answering(error))).toBe(false);
  expect(await probe(await answering())).toBe(false);
  const endpoint = await answering();
  server?.close();
  expect(await probe(endpoint)).toBe(false);
});
