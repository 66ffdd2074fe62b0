import { Failure } from '../failure.js';
import { nativePort } from './addresses.js';
import type { ClusterStatus } from './state.js';

/** The running cluster that UNICQL_CONTACT_POINTS names (`host[:port],host…`), if any. */
export function externalCluster(environment: NodeJS.ProcessEnv = process.env): ClusterStatus | undefined {
  const text = environment['UNICQL_CONTACT_POINTS'];
  if (!text) return undefined;
  const entries = text.split(',').map((entry) => parseContactPoint(entry.trim()));
  const port = entries[0]?.port ?? nativePort;
  if (entries.some((entry) => entry.port !== port)) {
    throw new Failure('usage', `UNICQL_CONTACT_POINTS=${text} names different ports`, {
      hint: 'all nodes must serve one port',
    });
  }
  const username = environment['UNICQL_USERNAME'];
  const ca = environment['UNICQL_TLS_CA'];
  return {
    name: 'external',
    state: 'external',
    version: environment['UNICQL_CASSANDRA_VERSION'] ?? null,
    contactPoints: entries.map((entry) => entry.host),
    port,
    nodes: [],
    tls: ca
      ? {
          ca,
          certificate: environment['UNICQL_TLS_CERT'] ?? '',
          key: environment['UNICQL_TLS_KEY'] ?? '',
          clientAuth: environment['UNICQL_TLS_CERT'] !== undefined,
        }
      : null,
    auth: username ? { username, password: environment['UNICQL_PASSWORD'] ?? '' } : null,
    enter: [],
  };
}

function parseContactPoint(entry: string): { host: string; port: number } {
  const match = /^(?:\[(?<bracketed>[^\]]+)\]|(?<plain>[^\s:]+))(?::(?<port>\d+))?$/.exec(entry);
  const host = match?.groups?.['bracketed'] ?? match?.groups?.['plain'];
  if (host) return { host, port: Number(match?.groups?.['port'] ?? nativePort) };
  throw new Failure('usage', `'${entry}' in UNICQL_CONTACT_POINTS is no host or host:port`, {
    hint: 'for instance UNICQL_CONTACT_POINTS=10.0.0.1:9042,10.0.0.2:9042, and [::1]:9042 for IPv6',
  });
}
