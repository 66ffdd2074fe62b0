import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { z } from 'zod';

export const endpointSchema = z.object({
  host: z.string(),
  port: z.number().int(),
  tls: z.object({ ca: z.string(), certificate: z.string(), key: z.string() }).nullable(),
  auth: z.object({ username: z.string(), password: z.string() }).nullable(),
});

export type Endpoint = z.infer<typeof endpointSchema>;

const opcodes = {
  startup: 0x01,
  ready: 0x02,
  authenticate: 0x03,
  options: 0x05,
  supported: 0x06,
  authResponse: 0x0f,
  authSuccess: 0x10,
};
const headerLength = 9;

function frame(opcode: number, body: Buffer = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(headerLength);
  header.writeUInt8(0x04, 0);
  header.writeUInt8(opcode, 4);
  header.writeUInt32BE(body.length, 5);
  return Buffer.concat([header, body]);
}

function shortString(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

const startup = frame(
  opcodes.startup,
  Buffer.concat([Buffer.from([0, 1]), shortString('CQL_VERSION'), shortString('3.0.0')]),
);

function credentials(auth: { username: string; password: string }): Buffer {
  const token = Buffer.from(`\0${auth.username}\0${auth.password}`);
  const length = Buffer.alloc(4);
  length.writeInt32BE(token.length);
  return frame(opcodes.authResponse, Buffer.concat([length, token]));
}

/** Asks one node for its options, and logs in where the cluster wants that; true once the node serves clients. */
export async function probe(endpoint: Endpoint, patience = 5_000): Promise<boolean> {
  const socket = await open(endpoint);
  socket.setTimeout(patience, () => socket.destroy());
  try {
    const ask = exchange(socket);
    if ((await ask(frame(opcodes.options))) !== opcodes.supported) return false;
    const greeting = await ask(startup);
    if (greeting === opcodes.ready) return true;
    if (greeting !== opcodes.authenticate || !endpoint.auth) return false;
    return (await ask(credentials(endpoint.auth))) === opcodes.authSuccess;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function open({ host, port, tls }: Endpoint): Promise<Socket> {
  if (!tls) return connect({ host, port });
  const [ca, cert, key] = await Promise.all([tls.ca, tls.certificate, tls.key].map((path) => readFile(path)));
  return connectTls({ host, port, ca, cert, key });
}

/** Sends one frame at a time and resolves to the opcode of the answer. */
function exchange(socket: Socket): (request: Buffer) => Promise<number> {
  let received = Buffer.alloc(0);
  let settle: { resolve: (opcode: number) => void; reject: (error: Error) => void } | undefined;
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    if (received.length < headerLength) return;
    const length = headerLength + received.readUInt32BE(5);
    if (received.length < length) return;
    const opcode = received.readUInt8(4);
    received = received.subarray(length);
    settle?.resolve(opcode);
  });
  socket.on('error', (error) => settle?.reject(error));
  socket.on('close', () => settle?.reject(new Error('the connection was closed')));
  return (request) =>
    new Promise((resolve, reject) => {
      settle = { resolve, reject };
      socket.write(request);
    });
}
