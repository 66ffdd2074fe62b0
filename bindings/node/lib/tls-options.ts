import { readFileSync } from 'node:fs';
import { rootCertificates, type ConnectionOptions } from 'node:tls';
import { ArgumentError, NotSupportedError } from './errors';
import type { NativeOptions } from './native';

type Tls = NonNullable<NativeOptions['tls']>;

/** The options of `tls.connect()` that are honoured. */
const HONOURED = new Set([
  'ca',
  'cert',
  'checkServerIdentity',
  'ciphers',
  'host',
  'key',
  'maxVersion',
  'minVersion',
  'passphrase',
  'pfx',
  'rejectUnauthorized',
  'secureProtocol',
  'servername',
]);

const VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** The highest version of TLS by the names that OpenSSL has for its methods. */
const METHODS: Readonly<Record<string, 'TLSv1.2' | 'TLSv1.3'>> = {
  TLS_method: 'TLSv1.3',
  TLS_client_method: 'TLSv1.3',
  TLSv1_2_method: 'TLSv1.2',
  TLSv1_2_client_method: 'TLSv1.2',
  SSLv23_method: 'TLSv1.2',
  SSLv23_client_method: 'TLSv1.2',
};

/**
 * Translates `sslOptions` for the core.
 *
 * @throws NotSupportedError for an option of `tls.connect()` that the core cannot honour.
 * @throws ArgumentError for a value that is unusable.
 */
export function tlsOptions(given: ConnectionOptions): Tls {
  const options = withoutUndefined(given);
  for (const name of Object.keys(options)) {
    if (HONOURED.has(name)) continue;
    throw new NotSupportedError(
      `Option sslOptions.${name} is not supported: use ${[...HONOURED].join(', ')}`,
    );
  }
  // Anything but `false` verifies for Node.js; nothing at all does not, for the legacy driver.
  const verify = 'rejectUnauthorized' in options && options.rejectUnauthorized !== false;
  const ca = list(options.ca).map((value) => bytes(value, 'ca'));
  const name = options.servername || (options as { host?: string }).host;
  return {
    ca: verify && ca.length === 0 ? systemAuthorities() : ca,
    ...identity(options),
    ...(name ? { serverName: name } : {}),
    ...(options.ciphers ? { cipherSuites: options.ciphers } : {}),
    ...versions(options),
    ...(verify && asks(options.checkServerIdentity) ? { asksForIdentity: true } : {}),
    verify,
  };
}

function withoutUndefined(given: ConnectionOptions): ConnectionOptions {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function asks(check: unknown): boolean {
  if (check === undefined || check === null) return false;
  if (typeof check === 'function') return true;
  throw new ArgumentError('sslOptions.checkServerIdentity must be a function');
}

/** The certificate and the key of the client, in whichever form they come. */
function identity({ cert, key, pfx, passphrase }: ConnectionOptions): Partial<Tls> {
  const certificate = only(cert, 'cert');
  const privateKey = opened(only(key, 'key'), 'pem');
  const file = opened(only(pfx, 'pfx'), 'buf');
  const opens = privateKey.passphrase ?? file.passphrase ?? passphrase;
  return {
    ...(certificate === undefined ? {} : { cert: bytes(certificate, 'cert') }),
    ...(privateKey.value === undefined ? {} : { key: bytes(privateKey.value, 'key') }),
    ...(file.value === undefined ? {} : { pfx: bytes(file.value, 'pfx') }),
    ...(opens === undefined ? {} : { passphrase: opens }),
  };
}

/** A value that may stand in an array, alone. */
function only(value: unknown, name: string): unknown {
  const [first, ...more] = list(value);
  if (more.length === 0) return first;
  throw new NotSupportedError(
    `Option sslOptions.${name} can only be one: intermediates follow the certificate in the same text`,
  );
}

/** Takes a value apart that may bring a pass phrase of its own. */
function opened(given: unknown, field: 'pem' | 'buf'): { value: unknown; passphrase?: string } {
  if (typeof given !== 'object' || given === null || given instanceof Uint8Array) return { value: given };
  const { [field]: value, passphrase } = given as Record<string, unknown>;
  return { value, ...(passphrase === undefined ? {} : { passphrase: passphrase as string }) };
}

/** Which versions are spoken; there is none below 1.2. */
function versions({ minVersion, maxVersion, secureProtocol }: ConnectionOptions): Partial<Tls> {
  for (const [name, version] of Object.entries({ minVersion, maxVersion })) {
    if (version && !VERSIONS.includes(version)) {
      throw new ArgumentError(`sslOptions.${name} must be one of ${VERSIONS.join(', ')}`);
    }
  }
  if (secureProtocol && (minVersion || maxVersion)) {
    throw new ArgumentError('sslOptions.secureProtocol cannot stand beside minVersion or maxVersion');
  }
  const highest = secureProtocol ? METHODS[secureProtocol] : maxVersion;
  if ((secureProtocol && !highest) || highest === 'TLSv1' || highest === 'TLSv1.1') {
    const option = secureProtocol ? `secureProtocol ${secureProtocol}` : `maxVersion ${highest}`;
    throw new NotSupportedError(`Option sslOptions.${option} is not supported: there is no TLS below 1.2`);
  }
  return {
    ...(minVersion === 'TLSv1.3' ? { tls13Only: true } : {}),
    ...(highest === 'TLSv1.2' ? { tls12Only: true } : {}),
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
