import { readFile } from 'node:fs/promises';
import * as os from 'node:os';
import { dirname, join } from 'node:path';
import { NoAuthProvider } from './auth';
import type { Client } from './client';
import type { ResolvedOptions } from './client-options';
import type { GraphOptions } from './datastax/graph/options';
import type { ExecutionProfile } from './execution-profile';
import { consistencyToString, distance } from './types/codes';
import { description, version } from './version';

type Settings = Record<string, unknown>;

/** What a driver tells when it has connected. */
export async function startupEvent(client: Client, sessionId: string, intervalMs: number): Promise<object> {
  const { controlConnection: control, options } = client;
  const sizes = options.pooling.coreConnectionsPerHost ?? {};
  const { sslOptions, authProvider, policies } = options;
  return {
    metadata: heading('driver.startup'),
    data: {
      driverName: description,
      driverVersion: version,
      clientId: options.id?.toString(),
      sessionId,
      ...(await application(options)),
      contactPoints: Object.fromEntries(control.getResolvedContactPoints()),
      dataCenters: dataCenters(client),
      initialControlConnection: control.host?.address,
      protocolVersion: control.protocolVersion,
      localAddress: control.getLocalAddress(),
      hostName: os.hostname(),
      executionProfiles: profilesOf(client),
      poolSizeByHostDistance: { local: sizes[distance.local], remote: sizes[distance.remote] },
      heartbeatInterval: options.pooling.heartBeatInterval,
      compression: 'NONE',
      reconnectionPolicy: policy(policies.reconnection),
      ssl: {
        enabled: !!sslOptions,
        certValidation: sslOptions ? !!sslOptions.rejectUnauthorized : undefined,
      },
      authProvider: {
        type: authProvider instanceof NoAuthProvider ? undefined : authProvider.constructor.name,
      },
      otherOptions: { coalescingThreshold: options.socketOptions.coalescingThreshold },
      platformInfo: platform(),
      configAntiPatterns: antiPatterns(options),
      periodicStatusInterval: Math.floor(intervalMs / 1000),
    },
  };
}

/** What a driver tells from time to time. */
export function statusEvent(client: Client, sessionId: string): object {
  const state = client.getState();
  const connectedNodes = state
    .getConnectedHosts()
    .map((host) => [
      host.address,
      { connections: state.getOpenConnections(host), inFlightQueries: state.getInFlightQueries(host) },
    ]);
  return {
    metadata: heading('driver.status'),
    data: {
      clientId: client.options.id?.toString(),
      sessionId,
      controlConnection: client.controlConnection.host?.address,
      connectedNodes: Object.fromEntries(connectedNodes) as object,
    },
  };
}

const heading = (name: string): object => ({
  name,
  insightMappingId: 'v1',
  insightType: 'EVENT',
  timestamp: Date.now(),
  tags: { language: 'nodejs' },
});

/** The name of a program that does not tell it is that of the package that its first file is in. */
async function application({ applicationName, applicationVersion }: ResolvedOptions): Promise<Settings> {
  if (typeof applicationName === 'string') {
    return { applicationName, applicationVersion, applicationNameWasGenerated: false };
  }
  const manifest = await mainManifest();
  const found = manifest.name ? manifest : { name: 'Default Node.js Application', version: undefined };
  return {
    applicationName: found.name,
    applicationVersion: found.version,
    applicationNameWasGenerated: true,
  };
}

async function mainManifest(): Promise<{ name?: string; version?: string }> {
  const main = require.main?.filename;
  if (!main) return {};
  try {
    return JSON.parse(await readFile(join(dirname(main), 'package.json'), 'utf8')) as object;
  } catch {
    // A program need not lie in a package.
    return {};
  }
}

/** Those that the client has connections to. */
function dataCenters({ hosts, options, profileManager }: Client): string[] {
  const sizes = options.pooling.coreConnectionsPerHost ?? {};
  const used = hosts.values().filter((host) => {
    const value = profileManager.getDistance(host);
    return value === distance.local || (value === distance.remote && sizes[distance.remote]! > 0);
  });
  return [...new Set(used.map((host) => host.datacenter))];
}

function platform(): object {
  const cpus = os.cpus();
  const { node, v8, uv, openssl } = process.versions;
  return {
    os: { name: os.platform(), version: os.release(), arch: os.arch() },
    cpus: { length: cpus.length, model: cpus[0]?.model },
    runtime: { node, v8, uv, openssl },
  };
}

function antiPatterns({ sslOptions }: ResolvedOptions): object {
  if (!sslOptions || sslOptions.rejectUnauthorized) return {};
  return {
    sslWithoutCertValidation:
      'Client-to-node encryption is enabled but server certificate validation is disabled',
  };
}

function policy(given: object | null | undefined): object | undefined {
  if (!given) return undefined;
  const options = (given as { getOptions?(): unknown }).getOptions?.();
  return {
    type: given.constructor.name,
    options: options instanceof Map ? (Object.fromEntries(options) as object) : {},
  };
}

const levelName = (code: number | undefined): string | undefined =>
  code === undefined ? undefined : consistencyToString[code];

/** The settings of the default profile, and of the others what differs from it. */
function profilesOf({ profileManager, options }: Client): object {
  const normal = profileManager.getDefault();
  const others = profileManager.getAll().filter((profile) => profile !== normal);
  const speculativeExecution = policy(options.policies.speculativeExecution);
  const told = others.map((profile) => [profile.name, differences(settings(profile), settings(normal))]);
  return { [normal.name]: { ...settings(normal), speculativeExecution }, ...Object.fromEntries(told) };
}

function settings(profile: ExecutionProfile): Settings {
  return {
    readTimeout: profile.readTimeout,
    loadBalancing: policy(profile.loadBalancing),
    retry: policy(profile.retry),
    consistency: levelName(profile.consistency),
    serialConsistency: levelName(profile.serialConsistency),
    graphOptions: profile.graphOptions && graphSettings(profile.graphOptions),
  };
}

function graphSettings({ language, name, source, ...levels }: GraphOptions): Settings {
  const [readConsistency, writeConsistency] = [levels.readConsistency, levels.writeConsistency].map(
    levelName,
  );
  return { language, name, readConsistency, source, writeConsistency };
}

function differences(own: Settings, normal: Settings): Settings {
  const differing = Object.entries(own).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(normal[key]),
  );
  return Object.fromEntries(differing);
}
