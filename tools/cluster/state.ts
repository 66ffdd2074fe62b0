import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { cacheDirectory } from '../cache.js';
import { Failure } from '../failure.js';

const tlsSchema = z.object({
  ca: z.string(),
  certificate: z.string(),
  key: z.string(),
  clientAuth: z.boolean(),
});

const authSchema = z.object({ username: z.string(), password: z.string() });

const placedNodeSchema = z.object({
  id: z.string(),
  address: z.string(),
  port: z.number().int(),
  dc: z.string(),
  rack: z.string(),
});

export const clusterStateSchema = z.object({
  name: z.string(),
  phase: z.enum(['starting', 'running', 'stopped']),
  shape: z.object({
    version: z.string(),
    datacenters: z.array(z.number().int()),
    auth: z.boolean(),
    tls: z.boolean(),
    clientAuth: z.boolean(),
    isolated: z.boolean(),
    // Clusters of before this was asked for are still to be brought down.
    // Clusters of earlier versions have none.
    settings: z.record(z.string(), z.string()).default({}),
    durable: z.boolean().default(false),
  }),
  /** The process that is starting the cluster. */
  owner: z.number().int(),
  home: z.string(),
  java: z.string(),
  /** Addresses are the prefix and the number of the node, for instance 127.0.1. and 2. */
  prefix: z.string(),
  nodes: z.array(placedNodeSchema),
  tls: tlsSchema.nullable(),
  auth: authSchema.nullable(),
  /** The process that keeps the network namespace of an isolated cluster open. */
  namespacePid: z.number().int().nullable(),
});

export type ClusterState = z.infer<typeof clusterStateSchema>;
export type PlacedNode = z.infer<typeof placedNodeSchema>;

/** What `unicql-dev cluster status --json` prints. */
export const clusterStatusSchema = z.object({
  name: z.string(),
  state: z.enum(['starting', 'up', 'degraded', 'stopped', 'absent', 'external']),
  version: z.string().nullable(),
  contactPoints: z.array(z.string()),
  port: z.number().int(),
  nodes: z.array(
    placedNodeSchema.extend({
      pid: z.number().int().nullable(),
      state: z.enum(['up', 'down', 'paused']),
    }),
  ),
  tls: tlsSchema.nullable(),
  auth: authSchema.nullable(),
  /** What to put before a command so that it can reach an isolated cluster; empty otherwise. */
  enter: z.array(z.string()),
});

export type ClusterStatus = z.infer<typeof clusterStatusSchema>;

export function clustersDirectory(): string {
  return join(cacheDirectory(), 'clusters');
}

export function clusterDirectory(name: string): string {
  return join(clustersDirectory(), name);
}

/** Where ccm keeps one node: its conf, data, logs and pid file. */
export function nodeDirectory(name: string, node: string): string {
  return join(clusterDirectory(name), 'ccm', name, node);
}

export async function readState(name: string): Promise<ClusterState | undefined> {
  const file = join(clusterDirectory(name), 'state.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const parsed = clusterStateSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new Failure('unexpected', `${file} is not a cluster's state: ${z.prettifyError(parsed.error)}`, {
    hint: `if no node of it runs any more, remove ${clusterDirectory(name)}`,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Written whole or not at all: another process may read it at any time. */
export async function writeState(state: ClusterState): Promise<void> {
  const directory = clusterDirectory(state.name);
  await mkdir(directory, { recursive: true });
  const draft = join(directory, `state.json.${process.pid}`);
  await writeFile(draft, `${JSON.stringify(state, null, 2)}\n`);
  await rename(draft, join(directory, 'state.json'));
}

export async function removeCluster(name: string): Promise<void> {
  await rm(clusterDirectory(name), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

export async function clusterNames(): Promise<string[]> {
  const entries = await readdir(clustersDirectory(), { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** States of every cluster that has one. */
export async function allStates(): Promise<ClusterState[]> {
  const states = await Promise.all((await clusterNames()).map(readState));
  return states.filter((state) => state !== undefined);
}
