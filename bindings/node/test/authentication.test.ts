import { afterAll, describe, expect, test } from 'vitest';
import { auth, Client, errors, policies, type ClientOptions } from '../dist/index.js';
import { clusterOptions, failure, variable } from './cluster.js';

const clients: Client[] = [];

afterAll(() => Promise.all(clients.map((client) => client.shutdown())));

function make(options: Partial<ClientOptions>): Client {
  const contactPoints = variable('UNICQL_AUTH_CONTACT_POINTS').split(',');
  const client = new Client({ contactPoints, localDataCenter: 'dc1', ...options });
  clients.push(client);
  return client;
}

/** Answers late, as one does that asks somebody else. */
class Late extends auth.AuthProvider {
  readonly asked: string[] = [];

  constructor(private readonly response: () => Buffer) {
    super();
  }

  override newAuthenticator(endpoint: string, name: string): auth.Authenticator {
    const { asked, response } = this;
    return new (class extends auth.Authenticator {
      override initialResponse(callback: (err: Error | null, token?: Buffer) => void): void {
        asked.push(`${endpoint} ${name.split('.').pop()}`);
        setImmediate(() => {
          try {
            callback(null, response());
          } catch (err) {
            callback(err as Error);
          }
        });
      }

      override onAuthenticationSuccess(): void {
        asked.push('success');
      }
    })();
  }
}

async function refused(options: Partial<ClientOptions>): Promise<Error> {
  const err = await failure<errors.NoHostAvailableError>(make(options).connect());
  expect(err).toBeInstanceOf(errors.NoHostAvailableError);
  return Object.values(err.innerErrors!)[0]!;
}

describe('authentication', () => {
  test('a provider of the user answers in its own time, on every connection', async () => {
    const authProvider = new Late(() => Buffer.from('\0cassandra\0cassandra'));
    const client = make({ authProvider });
    expect((await client.execute('SELECT key FROM system.local')).rowLength).toBe(1);
    const [host] = client.hosts.keys();
    expect(authProvider.asked.slice(0, 2)).toEqual([`${host} PasswordAuthenticator`, 'success']);
  });

  test('a provider that fails or throws is told to the caller', async () => {
    const wrong = await refused({ authProvider: new Late(() => Buffer.from('\0cassandra\0no')) });
    expect(wrong).toBeInstanceOf(errors.AuthenticationError);
    const failing = () => {
      throw new Error('no ticket');
    };
    expect((await refused({ authProvider: new Late(failing) })).message).toBe('no ticket');
    class Throwing extends auth.AuthProvider {}
    expect((await refused({ authProvider: new Throwing() })).message).toContain('abstract class');
  });

  test('without a provider, the error says what is missing', async () => {
    const why = await refused({});
    expect(why).toBeInstanceOf(errors.AuthenticationError);
    expect(why.message).toMatch(/requires authentication, but no authenticator found in the options/);
  });

  test('the provider of DSE serves other servers, too', async () => {
    const authProvider = new auth.DsePlainTextAuthProvider('cassandra', 'cassandra');
    await make({ authProvider }).connect();
  });
});

describe('addresses', () => {
  test('are translated by the user, and stay as they are when that fails', async () => {
    const asked: unknown[] = [];
    class Translator extends policies.addressResolution.AddressTranslator {
      override translate(address: string, port: number, callback: (endPoint: string) => void): void {
        asked.push(port);
        if (asked.length > 1) throw new Error('no translation');
        setImmediate(() => callback(`${address}:${port}`));
      }
    }
    const options = clusterOptions();
    const client = new Client({ ...options, policies: { addressResolution: new Translator() } });
    clients.push(client);
    expect((await client.execute('SELECT key FROM system.local')).rowLength).toBe(1);
    expect(asked[0]).toBe(9042);
  });
});
