import { fileURLToPath } from 'node:url';
import { NoAuthProvider, PlainTextAuthProvider, type AuthProvider } from './auth';
import { maxRequestsPerConnectionV3, type ResolvedOptions } from './client-options';
import { balancing, corePolicies } from './core-policies';
import type { NativeOptions } from './native';
import type { ProfileManager } from './execution-profile';
import type { LoadBalancingPolicy } from './policies/load-balancing';
import { tlsOptions } from './tls-options';
import { distance } from './types/codes';
import { description, version } from './version';

/** More requests than this do not time out on one connection. */
const TIMEOUTS_MAX = 2 ** 31;

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
    port: numeric('protocolOptions.port', protocolOptions.port),
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
    connectTimeoutMs: numeric('socketOptions.connectTimeout', socketOptions.connectTimeout),
    connectionsPerHost: numeric(
      'pooling.coreConnectionsPerHost',
      pooling.coreConnectionsPerHost?.[distance.local],
    ),
    maxRequestsPerConnection: numeric(
      'pooling.maxRequestsPerConnection',
      pooling.maxRequestsPerConnection ?? maxRequestsPerConnectionV3,
    ),
    timeoutsPerConnection: timeoutsPerConnection(socketOptions.defunctReadTimeoutThreshold),
    prepareOnUp: Boolean(options.rePrepareOnUp),
    logsConnections,
    heartbeatIntervalMs: numeric('pooling.heartBeatInterval', pooling.heartBeatInterval || 0),
    tcpNodelay: Boolean(socketOptions.tcpNoDelay),
    tcpKeepaliveIntervalMs: keepAlive
      ? numeric('socketOptions.keepAliveDelay', socketOptions.keepAliveDelay)
      : undefined,
    tls: options.sslOptions ? tlsOptions(options.sslOptions) : undefined,
    schemaMetadata: Boolean(options.isMetadataSyncEnabled),
    // The legacy driver compares the schema of every host that it knows of.
    schemaAgreementOfAll: true,
    schemaRefreshDelayMs: numeric('refreshSchemaDelay', options.refreshSchemaDelay),
    schemaAgreementTimeoutMs: protocolOptions.maxSchemaAgreementWaitSeconds * 1000,
    applicationName: options.applicationName,
    applicationVersion: options.applicationVersion,
    clientId: options.id?.toString(),
    driverName: description,
    driverVersion: version,
  });
}

/** Programs read numbers from their environment, as text. */
function numeric(name: string, value: number | null | undefined): number | undefined {
  if (value === null || value === undefined) return undefined;
  const number = Number(value);
  if (Number.isNaN(number)) throw new TypeError(`${name} must be a Number`);
  return number;
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
