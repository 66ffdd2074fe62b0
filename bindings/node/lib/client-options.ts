import { format } from 'node:util';
import type { ConnectionOptions } from 'node:tls';
import { AuthProvider, NoAuthProvider, PlainTextAuthProvider } from './auth';
import type { EncodingOptions } from './codec/encoding-options';
import type { GraphOptions } from './datastax/graph/options';
import { NotSupportedError } from './errors';
import { ExecutionProfile } from './execution-profile';
import type { QueryOptions } from './execution-options';
import { legacyOptions } from './generated/legacy-options';
import { ClientMetrics, DefaultMetrics } from './metrics';
import * as policies from './policies';
import { RequestTracker } from './tracker';
import { consistencies, distance } from './types/codes';
import { protocolVersion } from './types/protocol-version';
import { Uuid } from './types/uuid';

/** The policies of a client. */
export interface PoliciesOptions {
  addressResolution: policies.addressResolution.AddressTranslator;
  loadBalancing: policies.loadBalancing.LoadBalancingPolicy;
  reconnection: policies.reconnection.ReconnectionPolicy;
  retry: policies.retry.RetryPolicy;
  speculativeExecution: policies.speculativeExecution.SpeculativeExecutionPolicy;
  timestampGeneration: policies.timestampGeneration.TimestampGenerator | null;
}

/** The options of a client, with their defaults. */
export interface ResolvedOptions {
  contactPoints: string[];
  /** A managed cluster, by the file that its users get, instead of contact points. */
  cloud?: { secureConnectBundle: string | URL };
  localDataCenter?: string;
  keyspace?: string;
  authProvider: AuthProvider;
  credentials?: { username: string; password: string };
  sslOptions?: ConnectionOptions;
  id: Uuid;
  applicationName?: string;
  applicationVersion?: string;
  logEmitter: (event: string, ...args: unknown[]) => void;
  maxPrepared: number;
  profiles?: ExecutionProfile[];
  encoding: EncodingOptions;
  policies: PoliciesOptions;
  queryOptions: QueryOptions;
  protocolOptions: {
    port: number;
    maxSchemaAgreementWaitSeconds: number;
    maxVersion: number;
    noCompact: boolean;
  };
  pooling: {
    coreConnectionsPerHost?: Record<number, number>;
    heartBeatInterval: number;
    maxRequestsPerConnection?: number;
    warmup: boolean;
  };
  socketOptions: {
    coalescingThreshold: number;
    connectTimeout: number;
    defunctReadTimeoutThreshold: number;
    keepAlive: boolean;
    keepAliveDelay: number;
    readTimeout: number;
    tcpNoDelay: boolean;
  };
  isMetadataSyncEnabled: boolean;
  refreshSchemaDelay: number;
  prepareOnAllHosts: boolean;
  rePrepareOnUp: boolean;
  monitorReporting: { enabled?: boolean };
  /** What holds for traversals of graphs. */
  graphOptions?: GraphOptions;
  metrics: ClientMetrics;
  requestTracker: RequestTracker | null;
}

type Partly<T> = { [K in keyof T]?: T[K] extends Buffer | AuthProvider | Uuid ? T[K] : PartlyObject<T[K]> };
type PartlyObject<T> = T extends (...args: any[]) => unknown ? T : T extends object ? Partial<T> : T;

/** The options of a client. */
export type ClientOptions = Partly<
  Omit<ResolvedOptions, 'authProvider' | 'metrics' | 'requestTracker' | 'policies'>
> & {
  authProvider?: AuthProvider | null;
  policies?: Partial<PoliciesOptions>;
  metrics?: ClientMetrics;
  promiseFactory?: unknown;
  requestTracker?: RequestTracker | null;
};

/** The defaults of the options. */
export function defaultOptions(): Omit<
  ResolvedOptions,
  'contactPoints' | 'authProvider' | 'id' | 'logEmitter'
> & {
  authProvider: null;
} {
  return {
    policies: {
      addressResolution: policies.defaultAddressTranslator(),
      loadBalancing: policies.defaultLoadBalancingPolicy(),
      reconnection: policies.defaultReconnectionPolicy(),
      retry: policies.defaultRetryPolicy(),
      speculativeExecution: policies.defaultSpeculativeExecutionPolicy(),
      timestampGeneration: policies.defaultTimestampGenerator(),
    },
    queryOptions: { fetchSize: 5000, prepare: false, captureStackTrace: false },
    protocolOptions: { port: 9042, maxSchemaAgreementWaitSeconds: 10, maxVersion: 0, noCompact: false },
    pooling: { heartBeatInterval: 30000, warmup: true },
    socketOptions: {
      connectTimeout: 5000,
      defunctReadTimeoutThreshold: 64,
      keepAlive: true,
      keepAliveDelay: 0,
      readTimeout: 12000,
      tcpNoDelay: true,
      coalescingThreshold: 65536,
    },
    authProvider: null,
    requestTracker: null,
    metrics: new DefaultMetrics(),
    maxPrepared: 500,
    refreshSchemaDelay: 1000,
    isMetadataSyncEnabled: true,
    prepareOnAllHosts: true,
    rePrepareOnUp: true,
    encoding: { copyBuffer: true, useUndefinedAsUnset: true },
    monitorReporting: { enabled: true },
  };
}

/** Completes the options of a user with the defaults and checks them. */
export function resolveOptions(
  given: ClientOptions,
  own: Pick<ResolvedOptions, 'id' | 'logEmitter'>,
): ResolvedOptions {
  const options = merge(merge(own, defaultOptions()), given) as unknown as ResolvedOptions;
  if (options.cloud) checkCloud(options);
  else checkContactPoints(options.contactPoints);
  checkSections(options);
  refuseUnsupported(given);
  checkListeners(options);
  checkPolicyClasses(options.policies);
  checkAuthentication(options);
  checkEncoding(options.encoding);
  checkProfiles(options);
  checkIdentity(options);
  return options;
}

type Tree = Record<string, any>;

/** Merges what stands where there is a plain object, whatever it is an instance of; takes the rest as it is. */
function merge(base: Tree, over: Tree | null | undefined): Tree {
  const merged: Tree = { ...base };
  for (const [key, value] of Object.entries(over ?? {})) {
    merged[key] = isPlain(merged[key]) ? merge(merged[key], value) : value;
  }
  return merged;
}

function isPlain(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && value.constructor === Object;
}

function checkCloud({ cloud, contactPoints, sslOptions }: ResolvedOptions): void {
  const bundle: unknown = cloud!.secureConnectBundle;
  if (typeof bundle !== 'string' && !(bundle instanceof URL)) {
    throw new TypeError('secureConnectBundle in cloud options must be of type string');
  }
  if (contactPoints) {
    throw new TypeError('Contact points can not be defined when cloud settings are provided');
  }
  if (sslOptions) throw new TypeError('SSL options can not be defined when cloud settings are provided');
}

function checkContactPoints(points: unknown): void {
  if (!Array.isArray(points) || points.length === 0) throw new TypeError('Contacts points are not defined.');
  points.forEach((point, i) => {
    if (typeof point === 'string' && point) return;
    const template =
      'Contact point %s (%s) is not a valid host name, ' +
      'the following values are valid contact points: ipAddress, hostName or ipAddress:port';
    throw new TypeError(format(template, i, point));
  });
}

function checkSections(options: ResolvedOptions): void {
  options.logEmitter ??= () => undefined;
  const { maxVersion } = options.protocolOptions;
  if (maxVersion && (typeof maxVersion !== 'number' || !protocolVersion.isSupported(maxVersion))) {
    throw new TypeError(format('protocolOptions.maxVersion provided (%s) is invalid', maxVersion));
  }
  if (maxVersion && maxVersion < protocolVersion.v4) {
    throw new NotSupportedError(
      'Option protocolOptions.maxVersion is not supported below 4: use 4, or leave it out',
    );
  }
  const { readTimeout, coalescingThreshold } = options.socketOptions;
  if (typeof readTimeout !== 'number') throw new TypeError('socketOptions.readTimeout must be a Number');
  if (typeof coalescingThreshold !== 'number' || coalescingThreshold <= 0) {
    throw new TypeError('socketOptions.coalescingThreshold must be a positive Number');
  }
}

function valueAt(options: Tree | null | undefined, path: string): unknown {
  return path
    .split('.')
    .reduce<any>((value, key) => (value === null || value === undefined ? value : value[key]), options);
}

function refuseUnsupported(given: ClientOptions): void {
  for (const { name, default: normal, fate, why } of legacyOptions) {
    if (fate !== 'rejected') continue;
    const value = valueAt(given, name);
    if (value === undefined || value === null || String(value) === normal) continue;
    throw new NotSupportedError(`Option ${name} is not supported: ${why}`);
  }
}

/** The options that a user gave and that have no effect, each with the reason. */
export function withoutEffect(given: ClientOptions): string[] {
  return legacyOptions
    .filter(({ name, fate, default: normal }) => {
      const value = fate === 'no-op' ? valueAt(given, name) : undefined;
      return value !== undefined && value !== null && String(value) !== normal;
    })
    .map(({ name, why }) => `Option ${name} has no effect: ${why}`);
}

function checkListeners({ requestTracker, metrics }: ResolvedOptions): void {
  if (requestTracker !== null && !(requestTracker instanceof RequestTracker)) {
    throw new TypeError('requestTracker must be an instance of RequestTracker');
  }
  if (!(metrics instanceof ClientMetrics)) {
    throw new TypeError('metrics must be an instance of ClientMetrics');
  }
}

function checkPolicyClasses(given: PoliciesOptions): void {
  const { loadBalancing, reconnection, retry, addressResolution, timestampGeneration } = policies;
  const wanted: [unknown, new (...args: any[]) => object, string][] = [
    [given.loadBalancing, loadBalancing.LoadBalancingPolicy, 'Load balancing policy'],
    [given.reconnection, reconnection.ReconnectionPolicy, 'Reconnection policy'],
    [given.retry, retry.RetryPolicy, 'Retry policy'],
    [given.addressResolution, addressResolution.AddressTranslator, 'Address resolution policy'],
  ];
  for (const [policy, type, name] of wanted) {
    if (!(policy instanceof type)) throw new TypeError(`${name} must be an instance of ${type.name}`);
  }
  const generator = given.timestampGeneration;
  if (generator !== null && !(generator instanceof timestampGeneration.TimestampGenerator)) {
    throw new TypeError('Timestamp generation policy must be an instance of TimestampGenerator');
  }
}

function checkAuthentication(options: ResolvedOptions): void {
  const { authProvider, credentials } = options;
  if (authProvider) {
    if (!(authProvider instanceof AuthProvider)) {
      throw new TypeError('options.authProvider must be an instance of AuthProvider');
    }
    return;
  }
  if (!credentials) {
    options.authProvider = new NoAuthProvider();
    return;
  }
  const { username, password } = credentials;
  if (typeof username !== 'string' || typeof password !== 'string') {
    throw new TypeError('credentials username and password must be a string');
  }
  options.authProvider = new PlainTextAuthProvider(username, password);
  // So that printing a client does not print the password.
  Object.defineProperty(options, 'credentials', { enumerable: false });
}

function checkEncoding(encoding: EncodingOptions): void {
  if (encoding.map && !isCollection(encoding.map, 'set')) throw new TypeError('Map constructor not valid');
  if (encoding.set && !isCollection(encoding.set, 'add')) throw new TypeError('Set constructor not valid');
}

function isCollection(type: unknown, method: string): boolean {
  const prototype = typeof type === 'function' ? (type.prototype as Tree) : {};
  return typeof prototype['forEach'] === 'function' && typeof prototype[method] === 'function';
}

function checkProfiles({ profiles }: ResolvedOptions): void {
  if (!profiles || Array.isArray(profiles)) return;
  throw new TypeError('profiles must be an Array of ExecutionProfile instances');
}

function checkIdentity(options: ResolvedOptions): void {
  for (const key of ['applicationName', 'applicationVersion'] as const) {
    const value: unknown = options[key];
    if (value !== null && value !== undefined && typeof value !== 'string') {
      throw new TypeError(`${key} should be a String`);
    }
  }
  if (options.id !== null && options.id !== undefined && !(options.id instanceof Uuid)) {
    throw new TypeError('Client id must be a Uuid');
  }
}

/** How many connections each host gets, by `types.distance`, unless the user says otherwise. */
export const coreConnectionsPerHostV3 = {
  [distance.local]: 1,
  [distance.remote]: 1,
  [distance.ignored]: 0,
};

/** How many requests a connection carries at once, unless the user says otherwise. */
export const maxRequestsPerConnectionV3 = 2048;

/** Completes the options whose defaults depend on the version of the protocol. */
export function setVersionDependent(options: ResolvedOptions): void {
  // Managed clusters charge for what they promise: no less than a quorum.
  options.queryOptions.consistency ??= options.cloud ? consistencies.localQuorum : consistencies.localOne;
  options.pooling = merge(
    {
      coreConnectionsPerHost: coreConnectionsPerHostV3,
      maxRequestsPerConnection: maxRequestsPerConnectionV3,
    },
    options.pooling,
  ) as ResolvedOptions['pooling'];
}

/**
 * Completes the options of a user with the defaults and checks them.
 *
 * @param args Base options, which count less and become the completed ones; and those of the user, or these alone.
 */
export function extend(...args: [ClientOptions] | [object, ClientOptions]): ResolvedOptions {
  const [base, given] = args.length === 1 ? [{}, args[0]] : args;
  return Object.assign(base, resolveOptions(given, base as Pick<ResolvedOptions, 'id' | 'logEmitter'>));
}
