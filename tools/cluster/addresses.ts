import { once } from 'node:events';
import { createServer } from 'node:net';
import { Failure } from '../failure.js';
import type { ClusterShape } from './options.js';
import type { PlacedNode } from './state.js';

export const nativePort = 9042;
const storagePort = 7000;
const rack = 'r1';

/** The ports of one node on its own address; ccm derives the JMX port from the number of the node. */
export function portsOf(number: number): number[] {
  return [nativePort, storagePort, jmxPort(number)];
}

export function jmxPort(number: number): number {
  return 7000 + 100 * number;
}

/** The nodes of a shape on addresses of one prefix, numbered through all data centres as ccm does. */
export function placeNodes(shape: ClusterShape, prefix: string): PlacedNode[] {
  const dcs = shape.datacenters.flatMap((count, index) =>
    Array.from({ length: count }, () => `dc${index + 1}`),
  );
  return dcs.map((dc, index) => placeNode(index + 1, prefix, dc));
}

export function placeNode(number: number, prefix: string, dc: string): PlacedNode {
  return { id: `node${number}`, address: `${prefix}${number}`, port: nativePort, dc, rack };
}

/** Nodes are numbered from 1, and keep their number when others leave. */
export function numberOf(node: Pick<PlacedNode, 'id'>): number {
  return Number(node.id.replace('node', ''));
}

/** The first address and port among the nodes' that something else listens on; only of some nodes, if they are named. */
export async function takenAddress(
  nodes: readonly PlacedNode[],
  only?: ReadonlySet<string>,
): Promise<string | undefined> {
  for (const node of nodes) {
    if (only && !only.has(node.id)) continue;
    for (const port of portsOf(numberOf(node))) {
      const error = await bindError(node.address, port);
      if (error === 'EADDRINUSE') return `${node.address}:${port}`;
      if (error !== undefined) throw unusable(node.address, error);
    }
  }
  return undefined;
}

function unusable(address: string, code: string): Failure {
  return new Failure('taken', `cannot listen on ${address} (${code})`, {
    hint:
      code === 'EADDRNOTAVAIL'
        ? `add the loopback alias: sudo ifconfig lo0 alias ${address} up`
        : 'check the rights of this user',
  });
}

async function bindError(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  server.listen({ host, port, exclusive: true });
  try {
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'EUNKNOWN';
  } finally {
    server.close();
  }
}

/** The prefix 127.0.N. for a new cluster: the wanted one, or the first that neither a cluster nor another program uses. */
export async function choosePrefix(
  shape: ClusterShape,
  recorded: ReadonlySet<string>,
  wanted: number | undefined,
  taken: (nodes: readonly PlacedNode[]) => Promise<string | undefined> = takenAddress,
): Promise<string> {
  const subnets = wanted === undefined ? Array.from({ length: 255 }, (_, index) => index) : [wanted];
  let blocker: string | undefined;
  for (const subnet of subnets) {
    const prefix = `127.0.${subnet}.`;
    if (recorded.has(prefix)) {
      blocker = `${prefix}1 (another cluster)`;
      continue;
    }
    blocker = await taken(placeNodes(shape, prefix));
    if (blocker === undefined) return prefix;
  }
  const message =
    wanted === undefined ? 'every subnet from 127.0.0.x to 127.0.254.x is taken' : `${blocker} is taken`;
  throw new Failure('taken', message, {
    hint: 'see `unicql-dev cluster list`; leave out --subnet for the first free one, or use --isolated',
  });
}
