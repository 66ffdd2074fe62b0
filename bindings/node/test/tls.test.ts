import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ConnectionOptions, PeerCertificate } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { Client, errors } from '../dist/index.js';
import { tlsOptions } from '../dist/tls-options.js';
import { variable } from './cluster.js';

const { ArgumentError, NoHostAvailableError, NotSupportedError } = errors;

describe('sslOptions', () => {
  test.each<[string, boolean]>([
    ['{}', false],
    ['{ "rejectUnauthorized": false }', false],
    ['{ "rejectUnauthorized": true }', true],
    // As for Node.js, which the legacy driver hands the options to.
    ['{ "rejectUnauthorized": null }', true],
    ['{ "rejectUnauthorized": 0 }', true],
  ])('%s: verifies: %s', (options, verify) => {
    expect(tlsOptions(JSON.parse(options) as ConnectionOptions).verify).toBe(verify);
  });

  test('an option without a value is none', () => {
    const options = { rejectUnauthorized: undefined, ca: undefined, lookup: undefined };
    expect(tlsOptions(options as unknown as ConnectionOptions)).toEqual({ ca: [], verify: false });
  });

  test('whoever verifies and names no authorities trusts those of Node.js', () => {
    expect(tlsOptions({ rejectUnauthorized: true }).ca.length).toBeGreaterThan(50);
  });

  test.each<[ConnectionOptions, object]>([
    [
      { servername: 'db.example', ciphers: 'a:b' },
      { serverName: 'db.example', cipherSuites: 'a:b' },
    ],
    [{ host: 'db.example' } as ConnectionOptions, { serverName: 'db.example' }],
    [{ host: 'one', servername: 'two' } as ConnectionOptions, { serverName: 'two' }],
    [{ minVersion: 'TLSv1' }, {}],
    [{ minVersion: 'TLSv1.3' }, { tls13Only: true }],
    [{ maxVersion: 'TLSv1.3' }, {}],
    [{ maxVersion: 'TLSv1.2' }, { tls12Only: true }],
    [{ secureProtocol: 'TLSv1_2_method' }, { tls12Only: true }],
    [{ secureProtocol: 'TLS_method' }, {}],
    [
      { cert: ['c'], key: ['k'] },
      { cert: Buffer.from('c'), key: Buffer.from('k') },
    ],
    [
      { key: 'k', passphrase: 'p' },
      { key: Buffer.from('k'), passphrase: 'p' },
    ],
    [{ key: [{ pem: 'k', passphrase: 'own' }] }, { key: Buffer.from('k'), passphrase: 'own' }],
    [{ pfx: [{ buf: 'f', passphrase: 'own' }] }, { pfx: Buffer.from('f'), passphrase: 'own' }],
    [
      { pfx: Buffer.from('f'), passphrase: 'p' },
      { pfx: Buffer.from('f'), passphrase: 'p' },
    ],
    // What it says has no consequence while nothing is verified, so it is not asked.
    [{ checkServerIdentity: () => undefined }, {}],
  ])('%o reaches the core', (options, told) => {
    expect(tlsOptions(options)).toEqual({ ca: [], verify: false, ...told });
  });

  test.each<[object, new (message: string) => Error, string]>([
    [{ ALPNProtocols: ['cql'] }, NotSupportedError, 'sslOptions.ALPNProtocols is not supported'],
    [{ lookup: () => undefined }, NotSupportedError, 'sslOptions.lookup is not supported'],
    [{ maxVersion: 'TLSv1.1' }, NotSupportedError, 'sslOptions.maxVersion TLSv1.1 is not supported'],
    [{ secureProtocol: 'TLSv1_method' }, NotSupportedError, 'sslOptions.secureProtocol TLSv1_method'],
    [{ secureProtocol: 'TLS_method', minVersion: 'TLSv1.2' }, ArgumentError, 'cannot stand beside'],
    [{ minVersion: '1.2' }, ArgumentError, 'sslOptions.minVersion must be one of'],
    [{ cert: ['one', 'two'] }, NotSupportedError, 'sslOptions.cert can only be one'],
    [{ key: 5 }, ArgumentError, 'sslOptions.key must be'],
    [
      { checkServerIdentity: 'yes', rejectUnauthorized: true },
      ArgumentError,
      'checkServerIdentity must be a function',
    ],
  ])('%o is refused', (options, kind, message) => {
    const attempt = () => tlsOptions(options as ConnectionOptions);
    expect(attempt).toThrow(kind);
    expect(attempt).toThrow(message);
  });

  test('what is refused is so when the client connects, which leaves nothing behind', async () => {
    const sslOptions = { ALPNProtocols: ['cql'] };
    const client = new Client({ contactPoints: ['127.0.0.1'], localDataCenter: 'dc1', sslOptions });
    await expect(client.connect()).rejects.toThrow('sslOptions.ALPNProtocols is not supported');
  });
});

describe('a cluster that asks for certificates', () => {
  const clients: Client[] = [];
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.shutdown()));
  });

  const read = (name: string) => readFileSync(variable(name));
  const identity = () => ({ cert: read('UNICQL_TLS_CERT'), key: read('UNICQL_TLS_KEY') });
  const verified = () => ({ ...identity(), ca: [read('UNICQL_TLS_CA')], rejectUnauthorized: true });

  function make(sslOptions: ConnectionOptions): Client {
    const contactPoints = variable('UNICQL_TLS_CONTACT_POINTS').split(',');
    const client = new Client({ contactPoints, localDataCenter: 'dc1', sslOptions });
    clients.push(client);
    return client;
  }

  async function failure(sslOptions: ConnectionOptions): Promise<unknown> {
    const error = await make(sslOptions)
      .connect()
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
    expect(error).toBeInstanceOf(NoHostAvailableError);
    return Object.values((error as InstanceType<typeof NoHostAvailableError>).innerErrors!)[0];
  }

  const rows = async (client: Client) => (await client.execute('SELECT key FROM system.local')).rowLength;

  test('is connected to with them, verified or not, and not without', async () => {
    expect(await rows(make(verified()))).toBe(1);
    expect(await rows(make(identity()))).toBe(1);
    expect(await failure({ ...identity(), rejectUnauthorized: true })).toMatchObject({
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    });
    await failure({});
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('is connected to with %s alone', async (version) => {
    expect(await rows(make({ ...verified(), minVersion: version, maxVersion: version }))).toBe(1);
  });

  test('is connected to when a function of the user accepts its certificate', async () => {
    const asked: [string, PeerCertificate][] = [];
    const client = make({
      ...verified(),
      checkServerIdentity: (name, certificate) => void asked.push([name, certificate]),
    });
    expect(await rows(client)).toBe(1);
    const [name, certificate] = asked[0]!;
    expect(variable('UNICQL_TLS_CONTACT_POINTS')).toContain(name);
    expect(Object.keys(certificate)).toEqual(
      expect.arrayContaining(['subject', 'issuer', 'subjectaltname', 'fingerprint256', 'raw', 'valid_to']),
    );
    expect(new X509Certificate(certificate.raw).fingerprint256).toBe(certificate.fingerprint256);
    expect(client.getState().getOpenConnections(client.hosts.values()[0]!)).toBe(1);
  });

  test('is asked about under the name that the options have for it', async () => {
    const asked: string[] = [];
    const checkServerIdentity = (name: string) => void asked.push(name);
    expect(await rows(make({ ...verified(), servername: 'db.example', checkServerIdentity }))).toBe(1);
    expect(new Set(asked)).toEqual(new Set(['db.example']));
  });

  test.each<[string, () => Error | undefined]>([
    ['returns an error', () => new Error('not one of ours')],
    [
      'throws',
      () => {
        throw new Error('not one of ours');
      },
    ],
  ])('is not connected to when the function %s', async (_how, checkServerIdentity) => {
    expect(await failure({ ...verified(), checkServerIdentity })).toMatchObject({
      message: expect.stringContaining('not one of ours') as string,
    });
  });

  test('is not asked about when its chain is not good', async () => {
    let asked = 0;
    const checkServerIdentity = () => void asked++;
    await failure({ ...identity(), rejectUnauthorized: true, checkServerIdentity });
    expect(asked).toBe(0);
  });
});
