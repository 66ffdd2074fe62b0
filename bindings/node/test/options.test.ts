import { describe, expect, test } from 'vitest';
import { legacyOptions } from '../dist/generated/legacy-options.js';
import { coreOptions } from '../dist/core-options.js';
import { DefaultExecutionOptions } from '../dist/execution-options.js';
import { ProfileManager } from '../dist/execution-profile.js';
import {
  auth,
  Client,
  defaultOptions,
  errors,
  ExecutionOptions,
  ExecutionProfile,
  policies,
  types,
  type ClientOptions,
  type QueryOptions,
} from '../dist/index.js';

const { NotSupportedError } = errors;
const base = { contactPoints: ['127.0.0.1'], localDataCenter: 'dc1' };

/** What the core is told of a client. */
function toCore({ options }: Client): ReturnType<typeof coreOptions> {
  return coreOptions(options, new ProfileManager(options));
}

/** Options with one more, by its path. */
function withOption(path: string, value: unknown): ClientOptions {
  const [section, key] = path.split('.') as [string, string | undefined];
  return { ...base, [section]: key === undefined ? value : { [key]: value } } as ClientOptions;
}

describe('options', () => {
  test.each([
    [undefined, 'Contacts points are not defined.'],
    [{}, 'Contacts points are not defined.'],
    [{ contactPoints: [] }, 'Contacts points are not defined.'],
    [{ contactPoints: ['a', ''] }, 'Contact point 1 () is not a valid host name'],
    [{ ...base, socketOptions: { readTimeout: 'a' } }, 'socketOptions.readTimeout must be a Number'],
    [
      { ...base, socketOptions: { coalescingThreshold: 0 } },
      'socketOptions.coalescingThreshold must be a positive Number',
    ],
    [{ ...base, protocolOptions: { maxVersion: 99 } }, 'protocolOptions.maxVersion provided (99) is invalid'],
    [{ ...base, credentials: { username: 'a' } }, 'credentials username and password must be a string'],
    [{ ...base, authProvider: {} }, 'options.authProvider must be an instance of AuthProvider'],
    [{ ...base, encoding: { map: {} } }, 'Map constructor not valid'],
    [{ ...base, encoding: { set: Map } }, 'Set constructor not valid'],
    [{ ...base, profiles: {} }, 'profiles must be an Array of ExecutionProfile instances'],
    [{ ...base, applicationName: 1 }, 'applicationName should be a String'],
    [{ ...base, id: 'x' }, 'Client id must be a Uuid'],
    [{ ...base, policies: { retry: {} } }, 'Retry policy must be an instance of RetryPolicy'],
    [
      { ...base, policies: { loadBalancing: {} } },
      'Load balancing policy must be an instance of LoadBalancingPolicy',
    ],
    [
      { ...base, policies: { reconnection: {} } },
      'Reconnection policy must be an instance of ReconnectionPolicy',
    ],
    [{ ...base, policies: { addressResolution: {} } }, 'must be an instance of AddressTranslator'],
    [{ ...base, policies: { timestampGeneration: {} } }, 'must be an instance of TimestampGenerator'],
  ])('%j is refused', (options, message) => {
    expect(() => new Client(options as ClientOptions)).toThrow(TypeError);
    expect(() => new Client(options as ClientOptions)).toThrow(message);
  });

  test('sections may be left out, null, or instances of classes', () => {
    const nothing = { ...base, queryOptions: null, policies: null, protocolOptions: null, encoding: null };
    const { policies: own, ...given } = new Client(nothing as unknown as ClientOptions).options;
    expect(Object.keys(own)).toEqual(Object.keys(defaultOptions().policies));
    expect(given).toMatchObject({ queryOptions: { fetchSize: 5000 }, protocolOptions: { port: 9042 } });
    class Settings {
      connectTimeout = 100;
    }
    const { socketOptions } = new Client({ ...base, socketOptions: new Settings() }).options;
    expect(socketOptions).toEqual({ ...defaultOptions().socketOptions, connectTimeout: 100 });
  });

  test('numbers may be text, as programs read them from their environment', () => {
    const given = {
      ...base,
      protocolOptions: { port: '9142' },
      pooling: {
        heartBeatInterval: '1000',
        coreConnectionsPerHost: { 0: '2' },
        maxRequestsPerConnection: '9',
      },
      socketOptions: { connectTimeout: '100', keepAliveDelay: '200', keepAlive: 'yes', tcpNoDelay: 'yes' },
      refreshSchemaDelay: '300',
    };
    expect(toCore(new Client(given as unknown as ClientOptions))).toMatchObject({
      port: 9142,
      heartbeatIntervalMs: 1000,
      connectionsPerHost: 2,
      maxRequestsPerConnection: 9,
      connectTimeoutMs: 100,
      tcpKeepaliveIntervalMs: 200,
      tcpNodelay: true,
      schemaRefreshDelayMs: 300,
    });
    const noPort = new Client({ ...base, protocolOptions: { port: 'x' as unknown as number } });
    expect(() => toCore(noPort)).toThrow('protocolOptions.port must be a Number');
  });

  test('a heartbeat of nothing is none', () => {
    const pooling = { heartBeatInterval: null as unknown as number };
    expect(toCore(new Client({ ...base, pooling }))).toMatchObject({ heartbeatIntervalMs: 0 });
  });

  test.each(legacyOptions.filter(({ fate }) => fate === 'rejected'))(
    '$name is refused by name',
    ({ name }) => {
      expect(() => new Client(withOption(name, 'given'))).toThrow(NotSupportedError);
      expect(() => new Client(withOption(name, 'given'))).toThrow(name);
    },
  );

  test.each(legacyOptions.filter(({ fate }) => fate === 'no-op'))(
    '$name is accepted and said to have no effect',
    async ({ name, why }) => {
      const logged: unknown[] = [];
      const options = withOption(name, name === 'refreshSchemaDelay' ? 5 : 'given');
      if (name === 'socketOptions.coalescingThreshold')
        Object.assign(options.socketOptions!, { coalescingThreshold: 5 });
      const client = new Client({
        ...options,
        contactPoints: ['127.0.0.1:1'],
        logEmitter: (...args) => logged.push(args[3]),
      });
      await expect(client.connect()).rejects.toThrow();
      expect(logged).toContain(`Option ${name} has no effect: ${why}`);
    },
  );

  test('schedules of the user are drawn, and other policies and providers asked', () => {
    const { ReconnectionPolicy, ExponentialReconnectionPolicy } = policies.reconnection;
    class Few extends ReconnectionPolicy {
      override *newSchedule(): Generator<number, void> {
        yield 5;
        yield NaN;
        yield 20;
      }
    }
    class Translator extends policies.addressResolution.AddressTranslator {}
    class Provider extends auth.AuthProvider {}
    const sent = (options: Partial<ClientOptions>) => toCore(new Client({ ...base, ...options }));
    const plain = sent({ credentials: { username: 'u', password: 'p' } });
    expect([plain.asksForAuthentication, plain.policies.asksForAddresses]).toEqual([false, false]);
    const own = sent({
      authProvider: new Provider(),
      policies: { reconnection: new Few(), addressResolution: new Translator() },
      protocolOptions: { noCompact: true },
    });
    expect(own).toMatchObject({
      asksForAuthentication: true,
      startupOptions: { NO_COMPACT: 'true' },
      policies: { asksForAddresses: true, reconnectionDelaysMs: [5, 0, 20] },
    });
    const atOnce = sent({ policies: { reconnection: new ExponentialReconnectionPolicy(1, 2, true) } });
    expect(atOnce.policies).toMatchObject({ reconnectionBaseMs: 1, reconnectionAtOnce: true });
  });

  test('a managed cluster is named by its bundle alone', () => {
    const cloud = { secureConnectBundle: new URL('file:///a/bundle.zip') };
    expect(toCore(new Client({ cloud }))).toMatchObject({ secureConnectBundle: '/a/bundle.zip' });
    expect(() => new Client({ cloud, contactPoints: ['a'] })).toThrow(
      'Contact points can not be defined when cloud settings are provided',
    );
    expect(() => new Client({ cloud, sslOptions: {} })).toThrow(
      'SSL options can not be defined when cloud settings are provided',
    );
    expect(() => new Client({ cloud: {} as never })).toThrow('must be of type string');
  });

  test('every option reaches the core', () => {
    const { loadBalancing, retry, reconnection, speculativeExecution } = policies;
    const id = types.Uuid.random();
    const client = new Client({
      contactPoints: ['a', 'b:1'],
      keyspace: 'Ks',
      id,
      applicationName: 'app',
      applicationVersion: '1',
      credentials: { username: 'u', password: 'p' },
      sslOptions: { ca: ['pem'], cert: 'c', key: Buffer.from('k'), rejectUnauthorized: true },
      pooling: { coreConnectionsPerHost: { [types.distance.local]: 3 }, heartBeatInterval: 7 },
      protocolOptions: { port: 19042, maxSchemaAgreementWaitSeconds: 2, maxVersion: 4 },
      socketOptions: {
        connectTimeout: 1,
        readTimeout: 2,
        tcpNoDelay: false,
        keepAlive: true,
        keepAliveDelay: 3,
      },
      policies: {
        loadBalancing: new loadBalancing.AllowListPolicy(new loadBalancing.DCAwareRoundRobinPolicy('dc2'), [
          '1.2.3.4:5',
        ]),
        retry: new retry.FallthroughRetryPolicy(),
        reconnection: new reconnection.ConstantReconnectionPolicy(9),
        speculativeExecution: new speculativeExecution.ConstantSpeculativeExecutionPolicy(10, 2),
      },
    });
    expect(toCore(client)).toMatchObject({
      contactPoints: expect.arrayContaining(['a', 'b:1']),
      port: 19042,
      keyspace: 'Ks',
      username: 'u',
      password: 'p',
      localDatacenter: 'dc2',
      attemptTimeoutMs: 2,
      connectTimeoutMs: 1,
      connectionsPerHost: 3,
      heartbeatIntervalMs: 7,
      tcpNodelay: false,
      tcpKeepaliveIntervalMs: 3,
      schemaAgreementTimeoutMs: 2000,
      applicationName: 'app',
      applicationVersion: '1',
      clientId: id.toString(),
      tls: { ca: [Buffer.from('pem')], cert: Buffer.from('c'), key: Buffer.from('k'), verify: true },
      policies: {
        tokenAware: false,
        allowedHosts: ['1.2.3.4:5'],
        neverRetry: true,
        speculativeDelayMs: 10,
        speculativeExecutions: 2,
        reconnectionBaseMs: 9,
      },
    });
  });

  test('passwords are not printed with a client', async () => {
    const { inspect } = await import('node:util');
    const given = new Client({ ...base, authProvider: new auth.PlainTextAuthProvider('u', 'hunter2') });
    const named = new Client({ ...base, credentials: { username: 'u', password: 'hunter2' } });
    for (const client of [given, named]) expect(inspect(client, { depth: 10 })).not.toContain('hunter2');
  });

  test('defaults are those of the legacy driver', () => {
    const { queryOptions, socketOptions, protocolOptions, encoding, maxPrepared } = defaultOptions();
    expect(queryOptions).toEqual({ fetchSize: 5000, prepare: false, captureStackTrace: false });
    expect(socketOptions).toMatchObject({ connectTimeout: 5000, readTimeout: 12000, tcpNoDelay: true });
    expect([protocolOptions.port, maxPrepared, encoding.useUndefinedAsUnset]).toEqual([9042, 500, true]);
  });

  test('profiles with hosts of their own reach the core, and fall back on the profile `default`', () => {
    const { loadBalancing } = policies;
    const near = new loadBalancing.DCAwareRoundRobinPolicy('dc2');
    const profiles = [
      new ExecutionProfile('default', { loadBalancing: near }),
      new ExecutionProfile('same'),
      new ExecutionProfile('far', { loadBalancing: new loadBalancing.DCAwareRoundRobinPolicy('dc3') }),
    ];
    const client = new Client({ ...base, profiles });
    expect(toCore(client)).toMatchObject({
      localDatacenter: 'dc2',
      profiles: [{ name: 'far', tokenAware: false, allowedHosts: [], localDatacenter: 'dc3' }],
    });
    const options = DefaultExecutionOptions.create({ executionProfile: 'same' }, client);
    expect(options.getLoadBalancingPolicy()).toBe(near);
  });

  test('the options of a request, its profile and the client hold in this order', () => {
    const profile = new ExecutionProfile('p', { consistency: 2, readTimeout: 3, serialConsistency: 8 });
    const client = new Client({
      ...base,
      profiles: [profile],
      queryOptions: { consistency: 1, prepare: true },
    });
    const of = (given: QueryOptions) => DefaultExecutionOptions.create(given, client);
    const shown = (options: ExecutionOptions) => [options.getConsistency(), options.getReadTimeout()];
    expect(shown(of({}))).toEqual([1, 12000]);
    expect(shown(of({ executionProfile: 'p' }))).toEqual([2, 3]);
    expect(shown(of({ executionProfile: profile, consistency: 4, readTimeout: 5 }))).toEqual([4, 5]);
    expect([of({}).isPrepared(), of({ prepare: false }).isPrepared(), of({}).isBatchLogged()]).toEqual([
      true,
      false,
      true,
    ]);
    expect(of({ executionProfile: 'p' }).getSerialConsistency()).toBe(8);
    expect(of({}).getRetryPolicy()).toBe(client.options.policies.retry);
    expect(of({}).getLoadBalancingPolicy()).toBe(client.options.policies.loadBalancing);
    const routing = {
      routingKey: Buffer.from('k'),
      routingIndexes: [0],
      routingNames: ['id'],
      keyspace: 'ks',
    };
    const routed = of(routing);
    expect([
      routed.getRoutingKey(),
      routed.getRoutingIndexes(),
      routed.getRoutingNames(),
      routed.getKeyspace(),
    ]).toEqual([routing.routingKey, routing.routingIndexes, routing.routingNames, routing.keyspace]);
    expect(shown(ExecutionOptions.empty())).toEqual([undefined, undefined]);
  });
});
