import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { readTarball } from './packages.js';

const publishedShape = z.looseObject({
  name: z.string(),
  versions: z.record(z.string(), z.looseObject({ name: z.string(), version: z.string() })),
  _attachments: z.record(z.string(), z.looseObject({ data: z.string() })),
});

interface Version {
  readonly manifest: Readonly<Record<string, unknown>> & { readonly name: string; readonly version: string };
  readonly bytes: Buffer;
}

/** A registry of npm packages on loopback, with those alone that it was given: what is installed from it is what was packed. */
export class LoopbackRegistry {
  readonly #server: Server;
  /** By `name@version`, in the order in which they came. */
  readonly #versions = new Map<string, Version>();

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<LoopbackRegistry> {
    const registry = new LoopbackRegistry();
    await new Promise<void>((resolve) => registry.#server.listen(0, '127.0.0.1', resolve));
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** The packages that it has, as `name@version`. */
  get names(): string[] {
    return [...this.#versions.keys()];
  }

  async add(tarball: string): Promise<void> {
    const { manifest } = await readTarball(tarball);
    this.#versions.set(`${manifest.name}@${manifest.version}`, { manifest, bytes: await readFile(tarball) });
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(new URL(request.url ?? '/', this.url).pathname).slice(1);
    if (request.method === 'PUT') return this.#publish(await bodyOf(request), response);
    const tarball = this.#versions.get(path.replace(/^tarball\//, ''));
    if (path.startsWith('tarball/') && tarball) return void response.end(tarball.bytes);
    const versions = [...this.#versions.values()].filter(({ manifest }) => manifest.name === path);
    if (versions.length === 0) return send(response, 404, { error: 'not found' });
    send(response, 200, this.#document(path, versions));
  }

  /** What a registry tells of a package. */
  #document(name: string, versions: readonly Version[]): unknown {
    const told = versions.map(({ manifest, bytes }) => {
      const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
      const tarball = `${this.url}tarball/${name}@${manifest.version}`;
      return [manifest.version, { ...manifest, dist: { integrity, tarball } }] as const;
    });
    return { name, 'dist-tags': { latest: told.at(-1)![0] }, versions: Object.fromEntries(told) };
  }

  #publish(body: string, response: ServerResponse): void {
    const { versions, _attachments } = publishedShape.parse(JSON.parse(body));
    const [manifest] = Object.values(versions);
    const [attachment] = Object.values(_attachments);
    const key = `${manifest?.name}@${manifest?.version}`;
    if (!manifest || !attachment || this.#versions.has(key)) {
      return send(response, 409, { error: `${key} cannot be published` });
    }
    this.#versions.set(key, { manifest, bytes: Buffer.from(attachment.data, 'base64') });
    send(response, 201, { ok: true });
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
