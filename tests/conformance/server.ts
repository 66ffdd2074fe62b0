import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { forge } from './forgery.js';

/** A small server that a case connects to instead of a node. */
export interface TestServer {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Answers everything with HTTP, as a web server does on a mistyped port. */
export function httpServer(): Promise<TestServer> {
  return listen('127.0.0.1', (socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'));
  });
}

/** Takes connections and never says a word. */
export function silentServer(): Promise<TestServer> {
  return listen('127.0.0.1', (socket) => void socket.resume());
}

/** Passes everything to a node, and forges answers where a statement asks for it. */
export function forgingServer(node: { readonly host: string; readonly port: number }): Promise<TestServer> {
  return listen(node.host, (socket) => forge(socket, node));
}

/** A port where nobody listens. */
export async function closedPort(): Promise<number> {
  const server = await listen('127.0.0.1', (socket) => socket.destroy());
  await server.close();
  return server.port;
}

async function listen(host: string, serve: (socket: Socket) => void): Promise<TestServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    serve(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  return { host, port: (server.address() as AddressInfo).port, close: () => closed(server, sockets) };
}

function closed(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((resolve) => server.close(() => resolve()));
}
