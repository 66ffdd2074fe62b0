import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import type { ClusterName } from './case.js';

/** Where a cluster of a case listens and how to get in. */
export interface Endpoint {
  readonly contact_points: readonly string[];
  readonly port: number;
  readonly local_datacenter: string;
}

const variables: Record<ClusterName, string> = {
  plain: 'UNICQL_CONTACT_POINTS',
  auth: 'UNICQL_AUTH_CONTACT_POINTS',
  tls: 'UNICQL_TLS_CONTACT_POINTS',
};

export const superuser = { username: 'cassandra', password: 'cassandra' };

/** Finds a cluster in the environment, or says how to get it there. */
export function endpoint(cluster: ClusterName): Endpoint {
  const points = required(variables[cluster]).split(',');
  const split = points.map((point) => point.trim().split(/:(?=\d+$)/));
  return {
    contact_points: split.map(([host = '']) => host.replace(/^\[|\]$/g, '')),
    port: Number(split[0]?.[1] ?? 9042),
    local_datacenter: process.env.UNICQL_LOCAL_DATACENTER ?? 'dc1',
  };
}

/** The PEM texts for the TLS cluster; `stranger` trusts a public authority, which signed nothing there. */
export function tlsOptions(trust: 'trusted' | 'unverified' | 'stranger'): Readonly<Record<string, unknown>> {
  const client = { cert: pem('UNICQL_TLS_CERT'), key: pem('UNICQL_TLS_KEY') };
  if (trust === 'unverified') return { ...client, verify: false };
  if (trust === 'trusted') return { ...client, ca: pem('UNICQL_TLS_CA'), verify: true };
  return { ...client, ca: rootCertificates[0], verify: true };
}

function pem(variable: string): string {
  return readFileSync(required(variable), 'utf8');
}

function required(variable: string): string {
  const value = process.env[variable];
  if (value) return value;
  throw new Error(`${variable} is not set: run it through \`npm test\`, or set it to a running cluster`);
}
