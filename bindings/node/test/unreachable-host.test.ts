import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Client, errors, policies, type ClientOptions, type Host } from '../dist/index.js';
import { clusterOptions, failure, variable } from './cluster.js';

const QUERY = 'SELECT release_version FROM system.local';
/** How long something may take on a busy machine. */
const PATIENCE = { timeout: 20_000, interval: 20 };

/** Everything goes through a door of the test. While it is silent, a connection that carries a query falls silent for good. */
let door: Server;
let endpoint: string;
let isSilent = false;
const sockets: Socket[] = [];

class ToTheDoor extends policies.addressResolution.AddressTranslator {
  override translate(_address: string, _port: number, callback: (endpoint: string) => void): void {
    callback(endpoint);
  }
}

beforeAll(async () => {
  const [host, port] = variable('UNICQL_CONTACT_POINTS').split(',')[0]!.split(':');
  door = createServer((client) => {
    const server = connect(Number(port), host);
    sockets.push(client, server);
    for (const socket of [client, server]) socket.on('error', () => undefined);
    let isMute = false;
    client.on('data', (bytes) => {
      isMute ||= isSilent && bytes.includes(QUERY);
      server.write(bytes);
    });
    server.on('data', (bytes) => isMute || client.write(bytes));
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  endpoint = `127.0.0.1:${(door.address() as AddressInfo).port}`;
});

afterAll(() => {
  for (const socket of sockets) socket.destroy();
  door.close();
});

/** Lets nobody in for a while: open connections are cut, and new ones refused. */
async function whileClosed(use: () => Promise<void>): Promise<void> {
  const { port } = door.address() as AddressInfo;
  const closed = new Promise((resolve) => door.close(resolve));
  for (const socket of sockets) socket.destroy();
  await closed;
  try {
    await use();
  } finally {
    await new Promise<void>((resolve) => door.listen(port, '127.0.0.1', resolve));
  }
}

async function connected(options: ClientOptions, use: (client: Client, host: Host) => Promise<void>) {
  isSilent = false;
  const client = new Client({
    contactPoints: [endpoint],
    localDataCenter: 'dc1',
    policies: {
      addressResolution: new ToTheDoor(),
      reconnection: new policies.reconnection.ConstantReconnectionPolicy(50),
    },
    ...options,
  });
  await client.connect();
  try {
    await use(client, client.hosts.values()[0]!);
  } finally {
    isSilent = false;
    await client.shutdown();
  }
}

const inFlight = (client: Client, host: Host) => client.getState().getInFlightQueries(host);

test('requests that timed out count as under way', async () => {
  await connected({ socketOptions: { readTimeout: 50 } }, async (client, host) => {
    isSilent = true;
    for (let sent = 1; sent <= 3; sent++) {
      expect(await failure(client.execute(QUERY))).toBeInstanceOf(errors.OperationTimedOutError);
      expect(inFlight(client, host)).toBe(sent);
    }
  });
});

test('a host that is full of requests that timed out is busy', async () => {
  const pooling = { maxRequestsPerConnection: 2 };
  await connected({ socketOptions: { readTimeout: 50 }, pooling }, async (client, host) => {
    isSilent = true;
    for (let i = 0; i < 2; i++) await failure(client.execute(QUERY));
    const error = await failure<errors.NoHostAvailableError>(client.execute(QUERY));
    expect(error.innerErrors![host.address]).toBeInstanceOf(errors.BusyConnectionError);
  });
});

test('a connection on which too many requests time out is replaced', async () => {
  const socketOptions = { readTimeout: 50, defunctReadTimeoutThreshold: 2 };
  await connected({ socketOptions }, async (client, host) => {
    const heard: string[] = [];
    client.on('hostDown', (which: Host) => heard.push(`down ${which.address}`));
    client.on('hostUp', (which: Host) => heard.push(`up ${which.address}`));
    isSilent = true;
    for (let i = 0; i < 2; i++) await failure(client.execute(QUERY));
    expect([host.isUp(), heard]).toEqual([true, []]);
    await failure(client.execute(QUERY));
    await vi.waitFor(() => expect(heard).toEqual([`down ${host.address}`]), PATIENCE);
    isSilent = false;
    await vi.waitFor(() => expect(heard).toEqual([`down ${host.address}`, `up ${host.address}`]), PATIENCE);
    await vi.waitFor(() => client.execute(QUERY, [], { readTimeout: 5000 }), PATIENCE);
  });
}, 60_000);

test('the log of a client tells why its host cannot be reached, and that of another client does not', async () => {
  const other = new Client(clusterOptions());
  const lines: string[] = [];
  const elsewhere: string[] = [];
  other.on('log', (_level, className, message) => elsewhere.push(`${className} ${message}`));
  await other.connect();
  const before = elsewhere.length;
  const logEmitter = (_event: string, ...line: unknown[]) => void lines.push(line.slice(0, 3).join(' '));
  await connected({ logEmitter }, async (client, host) => {
    const port = client.options.protocolOptions.port;
    const refused = new RegExp(
      `^warning HostConnectionPool Connection to 127.0.0.1:${port} could not be created: .*refused`,
    );
    await whileClosed(async () => {
      await vi.waitFor(() => expect(lines.some((line) => refused.test(line))).toBe(true), PATIENCE);
      expect(host.isUp()).toBe(false);
    });
    await vi.waitFor(() => expect(host.isUp()).toBe(true), PATIENCE);
    expect(lines).toContain(`info Host Setting host ${host.address} as UP`);
    await client.execute(QUERY);
  });
  expect(elsewhere).toHaveLength(before);
  await other.shutdown();
}, 60_000);
