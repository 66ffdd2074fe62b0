import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { NoAuthProvider, PlainTextAuthProvider, type AuthProvider } from './auth';
import { maxRequestsPerConnectionV3, type ResolvedOptions } from './client-options';
import { balancing, corePolicies } from './core-policies';
import { ArgumentError, NotSupportedError } from './errors';
import type { NativeOptions } from './native';
import type { ProfileManager } from './execution-profile';
import type { LoadBalancingPolicy } from './policies/load-balancing';
import { distance } from './types/codes';
import { description, version } from './version';

type Tls = NonNullable<NativeOptions['tls']>;

/** More requests than this do not time out on one connection. */
const TIMEOUTS_MAX = 2 ** 31;

/** The options of `tls.connect()` that the core honours. */
const TLS_OPTIONS = new Set([
  'ca',
  'cert',
  'ciphers',
  'key',
  'maxVersion',
  'minVersion',
  'passphrase',
  'pfx',
  'rejectUnauthorized',
  'servername',
]);

/**
 * Translates the options of a client for the core. Those of requests travel with each request.
 *
 * @param logsConnections Whether anybody hears what becomes of each connection.
 */
export function coreOptions(
  options: ResolvedOptions,
  profiles: ProfileManager,
  logsConnections = false,
): NativeOptions {
  const { socketOptions, protocolOptions, pooling, authProvider } = options;
  const told = tellsDistances(options, profiles);
  const plain = isPlainText(authProvider) ? authProvider : undefined;
  const isInBundle = options.cloud !== undefined && authProvider instanceof NoAuthProvider;
  const keepAlive = socketOptions.keepAlive && socketOptions.keepAliveDelay > 0;
  return present({
    contactPoints: options.contactPoints ? shuffled(options.contactPoints) : undefined,
    port: protocolOptions.port,
    keyspace: options.keyspace,
    username: plain?.username,
    password: plain?.password,
    asksForAuthentication: !plain && !isInBundle,
    startupOptions: protocolOptions.noCompact ? { NO_COMPACT: 'true' } : undefined,
    secureConnectBundle: options.cloud ? pathOf(options.cloud.secureConnectBundle) : undefined,
    localDatacenter: localDataCenter(options, profiles.getDefaultLoadBalancing()),
    policies: corePolicies(options.policies, profiles.getDefaultLoadBalancing(), told),
    profiles: coreProfiles(options, profiles),
    attemptTimeoutMs: Math.max(socketOptions.readTimeout, 0),
    connectTimeoutMs: socketOptions.connectTimeout,
    connectionsPerHost: pooling.coreConnectionsPerHost?.[distance.local],
    maxRequestsPerConnection: pooling.maxRequestsPerConnection ?? maxRequestsPerConnectionV3,
    timeoutsPerConnection: timeoutsPerConnection(socketOptions.defunctReadTimeoutThreshold),
    prepareOnUp: options.rePrepareOnUp,
    logsConnections,
    heartbeatIntervalMs: pooling.heartBeatInterval,
    tcpNodelay: socketOptions.tcpNoDelay,
    tcpKeepaliveIntervalMs: keepAlive ? socketOptions.keepAliveDelay : undefined,
    tls: options.sslOptions ? tlsOptions(options.sslOptions) : undefined,
    schemaMetadata: options.isMetadataSyncEnabled,
    schemaRefreshDelayMs: options.refreshSchemaDelay,
    schemaAgreementTimeoutMs: protocolOptions.maxSchemaAgreementWaitSeconds * 1000,
    applicationName: options.applicationName,
    applicationVersion: options.applicationVersion,
    clientId: options.id?.toString(),
    driverName: description,
    driverVersion: version,
  });
}

/** A provider of the user's own class, or with methods of its own, is asked. */
function isPlainText(provider: AuthProvider): provider is PlainTextAuthProvider {
  const isOwn = Object.hasOwn(provider, 'newAuthenticator');
  return provider.constructor === PlainTextAuthProvider && !isOwn;
}

function pathOf(bundle: string | URL): string {
  return typeof bundle === 'string' ? bundle : fileURLToPath(bundle);
}

/** Clients that start at once should not all ask the same host. */
function shuffled(points: readonly string[]): string[] {
  const order = new Map(points.map((point) => [point, Math.random()]));
  return [...points].sort((one, other) => order.get(one)! - order.get(other)!);
}

/** The profiles whose hosts the core chooses in another way than those of the client. */
function coreProfiles(options: ResolvedOptions, profiles: ProfileManager): NativeOptions['profiles'] {
  return profiles
    .getAll()
    .filter((profile) => profiles.loadBalancing(profile) !== profiles.getDefaultLoadBalancing())
    .map((profile) => {
      const policy = profiles.loadBalancing(profile);
      const { tokenAware, preferIdleReplicas, allowedHosts } = balancing(policy);
      const localDatacenter = localDataCenter(options, policy);
      return {
        name: profile.name,
        tokenAware,
        preferIdleReplicas,
        allowedHosts,
        ...(localDatacenter ? { localDatacenter } : {}),
      };
    });
}

/** Any number of requests may time out on a connection when the limit is none, or no whole number at all. */
function timeoutsPerConnection(threshold: number): number {
  return threshold >= 0 && threshold <= TIMEOUTS_MAX ? Math.floor(threshold) : 0;
}

/** The data center that a load-balancing policy, or the client, names; none for a policy that uses all. */
function localDataCenter(options: ResolvedOptions, policy: LoadBalancingPolicy): string | undefined {
  const { localDc, oneDataCenter } = balancing(policy);
  return oneDataCenter ? localDc || options.localDataCenter : undefined;
}

/** Whether the policies say, once the hosts are known, which of them are used; else the core knows by itself. */
export function tellsDistances(options: ResolvedOptions, profiles: ProfileManager): boolean {
  const isScripted = profiles.loadBalancingPolicies.some((policy) => balancing(policy).isScripted);
  return isScripted || !options.pooling.warmup || lacksDataCenter(options, profiles);
}

/** A policy that cannot do without a data center, and has none, must say so before any connection is opened. */
function lacksDataCenter(options: ResolvedOptions, profiles: ProfileManager): boolean {
  // A managed cluster tells it.
  if (options.cloud) return false;
  return profiles.loadBalancingPolicies.some(
    (policy) => balancing(policy).oneDataCenter && !localDataCenter(options, policy),
  );
}

/** The addon tells an absent option by its absence. */
function present(options: {
  [K in keyof NativeOptions]: NativeOptions[K] | undefined | null;
}): NativeOptions {
  const given = Object.entries(options).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(given) as unknown as NativeOptions;
}

function tlsOptions(options: NonNullable<ResolvedOptions['sslOptions']>): Tls {
  for (const [name, value] of Object.entries(options)) {
    if (TLS_OPTIONS.has(name) || value === undefined) continue;
    throw new NotSupportedError(
      `Option sslOptions.${name} is not supported: use ${[...TLS_OPTIONS].join(', ')}`,
    );
  }
  const ca = list(options.ca).map((value) => bytes(value, 'ca'));
  const verify = options.rejectUnauthorized === true;
  const [cert] = list(options.cert);
  const [key] = list(options.key);
  const [pfx] = list(options.pfx);
  if (options.maxVersion !== undefined && options.maxVersion !== 'TLSv1.3') {
    throw new NotSupportedError(`Option sslOptions.maxVersion can only be TLSv1.3`);
  }
  return {
    ca: verify && ca.length === 0 ? systemAuthorities() : ca,
    ...(cert === undefined ? {} : { cert: bytes(cert, 'cert') }),
    ...(key === undefined ? {} : { key: bytes(key, 'key') }),
    ...(pfx === undefined ? {} : { pfx: bytes(pfx, 'pfx') }),
    ...(options.passphrase === undefined ? {} : { passphrase: options.passphrase }),
    ...(options.servername === undefined ? {} : { serverName: options.servername }),
    ...(options.ciphers === undefined ? {} : { cipherSuites: options.ciphers }),
    ...(options.minVersion === 'TLSv1.3' ? { tls13Only: true } : {}),
    verify,
  };
}

function list(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function bytes(value: unknown, name: string): Buffer {
  if (typeof value === 'string') return Buffer.from(value);
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  throw new ArgumentError(`sslOptions.${name} must be a string or a Buffer in PEM form`);
}

/** Node.js trusts its own list of authorities, or those of a file, when the user names none. */
function systemAuthorities(): Buffer[] {
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  const roots = rootCertificates.map((pem) => Buffer.from(pem));
  return extra ? [...roots, readFileSync(extra)] : roots;
}
