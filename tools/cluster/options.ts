import { Failure } from '../failure.js';

/** What a caller may ask for; everything has a default. */
export interface ClusterOptions {
  readonly name?: string;
  readonly version?: string;
  /** Nodes of a single data centre. */
  readonly nodes?: number;
  /** Nodes per data centre, for instance [2, 1]. */
  readonly datacenters?: readonly number[];
  readonly auth?: boolean;
  readonly tls?: boolean;
  /** Clients must show a certificate; implies tls. */
  readonly clientAuth?: boolean;
  /** In a network namespace of its own, on 127.0.0.x. */
  readonly isolated?: boolean;
  /** Acknowledged writes are on disk, so that a killed node loses none. */
  readonly durable?: boolean;
  /** Settings of cassandra.yaml beside those that the shape asks for. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The third number of 127.0.N.x; the first free one when absent. */
  readonly subnet?: number;
}

/** What a cluster is: two equal shapes are the same cluster. */
export interface ClusterShape {
  readonly version: string;
  readonly datacenters: readonly number[];
  readonly auth: boolean;
  readonly tls: boolean;
  readonly clientAuth: boolean;
  readonly isolated: boolean;
  readonly durable: boolean;
  readonly settings: Readonly<Record<string, string>>;
}

export const defaultName = 'default';
export const defaultVersion = '5.0.5';
export const nodeLimit = 6;

const namePattern = /^[a-z0-9][a-z0-9_-]{0,39}$/;

export function checkName(name: string = defaultName): string {
  if (namePattern.test(name)) return name;
  throw new Failure('usage', `'${name}' is no name for a cluster`, {
    hint: 'use up to 40 small letters, digits, - and _, for instance --name node-tests',
  });
}

export function parseNodes(text: string): number {
  const nodes = Number(text);
  if (/^\d+$/.test(text) && nodes >= 1 && nodes <= nodeLimit) return nodes;
  throw new Failure('usage', `--nodes ${text} is not a number from 1 to ${nodeLimit}`, {
    hint: 'use --nodes 3, or --dcs 2:1 for two data centres',
  });
}

export function parseDatacenters(text: string): number[] {
  const counts = text.split(':').map(Number);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const valid = /^\d+(:\d+)*$/.test(text) && counts.every((count) => count >= 1) && total <= nodeLimit;
  if (valid) return counts;
  throw new Failure(
    'usage',
    `--dcs ${text} does not name up to ${nodeLimit} nodes, at least one per data centre`,
    {
      hint: 'use --dcs 2:1 for two nodes in dc1 and one in dc2',
    },
  );
}

/** Adds one setting of cassandra.yaml to those that were given before. */
export function parseSetting(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const [, name, value] = /^([a-z_]+)=(.+)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return { ...before, [name]: value };
  throw new Failure('usage', `--set ${text} is no setting`, {
    hint: 'use for instance --set partitioner=org.apache.cassandra.dht.RandomPartitioner',
  });
}

export function parseSubnet(text: string): number {
  const subnet = Number(text);
  if (/^\d+$/.test(text) && subnet <= 254) return subnet;
  throw new Failure('usage', `--subnet ${text} is not a number from 0 to 254`, {
    hint: 'use --subnet 5 for nodes on 127.0.5.1, 127.0.5.2 …',
  });
}

/** Fills in defaults and rejects combinations that contradict themselves. */
export function shapeOf(options: ClusterOptions, installedVersion?: string): ClusterShape {
  const { nodes, datacenters } = options;
  const total = datacenters?.reduce((sum, count) => sum + count, 0);
  if (nodes !== undefined && total !== undefined && nodes !== total) {
    throw new Failure('usage', `${nodes} nodes do not fit data centres of ${datacenters?.join(':')}`, {
      hint: 'give only one of --nodes and --dcs',
    });
  }
  if (options.isolated && options.subnet !== undefined) {
    throw new Failure('usage', 'an isolated cluster has all loopback addresses to itself', {
      hint: 'leave out --subnet',
    });
  }
  return {
    version: installedVersion ?? options.version ?? defaultVersion,
    datacenters: datacenters ?? [nodes ?? 1],
    auth: options.auth ?? false,
    tls: (options.tls ?? false) || (options.clientAuth ?? false),
    clientAuth: options.clientAuth ?? false,
    isolated: options.isolated ?? false,
    durable: options.durable ?? false,
    settings: options.settings ?? {},
  };
}

/** A shape in the words of the command line. */
export function describeShape(shape: ClusterShape): string {
  const flags = [
    shape.auth && '--auth',
    shape.clientAuth ? '--tls --client-auth' : shape.tls && '--tls',
    shape.isolated && '--isolated',
    shape.durable && '--durable',
    ...Object.entries(shape.settings).map(([name, value]) => `--set ${name}=${value}`),
  ];
  return [`--version ${shape.version}`, `--dcs ${shape.datacenters.join(':')}`, ...flags]
    .filter(Boolean)
    .join(' ');
}
