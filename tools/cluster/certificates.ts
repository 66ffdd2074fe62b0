import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import forge from 'node-forge';
import { run } from '../shell.js';

export const storePassword = 'unicql';

export interface Certificates {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  readonly keystore: string;
  readonly truststore: string;
}

interface Issued {
  readonly certificate: forge.pki.Certificate;
  readonly keys: forge.pki.rsa.KeyPair;
}

const day = 24 * 60 * 60 * 1000;

function issue(commonName: string, extensions: object[], issuer?: Issued): Issued {
  const keys = forge.pki.rsa.generateKeyPair(2048);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  // A leading zero keeps the serial number positive, which strict clients demand.
  certificate.serialNumber = `00${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = new Date(Date.now() - day);
  certificate.validity.notAfter = new Date(Date.now() + 30 * day);
  const subject = [
    { name: 'commonName', value: commonName },
    { name: 'organizationName', value: 'unicql development' },
  ];
  certificate.setSubject(subject);
  certificate.setIssuer(issuer?.certificate.subject.attributes ?? subject);
  certificate.setExtensions([
    ...extensions,
    { name: 'subjectKeyIdentifier' },
    ...(issuer
      ? [
          {
            name: 'authorityKeyIdentifier',
            keyIdentifier: issuer.certificate.generateSubjectKeyIdentifier().getBytes(),
          },
        ]
      : []),
  ]);
  certificate.sign(issuer?.keys.privateKey ?? keys.privateKey, forge.md.sha256.create());
  return { certificate, keys };
}

function privateKeyPem(keys: forge.pki.rsa.KeyPair): string {
  const pkcs1 = forge.pki.privateKeyToAsn1(keys.privateKey);
  return forge.pki.privateKeyInfoToPem(forge.pki.wrapRsaPrivateKey(pkcs1));
}

/** Makes a CA, a server certificate for all addresses of a cluster and a client certificate, valid for a month. */
export async function makeCertificates(
  directory: string,
  addresses: readonly string[],
  javaHome: string,
  password = storePassword,
): Promise<Certificates> {
  await mkdir(directory, { recursive: true });
  const authority = issue('unicql test CA', [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ]);
  const leaf = (usage: object): object[] => [
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', ...usage },
  ];
  const names = [{ type: 2, value: 'localhost' }, ...addresses.map((ip) => ({ type: 7, ip }))];
  const server = issue(
    'localhost',
    [...leaf({ serverAuth: true }), { name: 'subjectAltName', altNames: names }],
    authority,
  );
  const client = issue('unicql client', leaf({ clientAuth: true }), authority);

  const paths = {
    ca: join(directory, 'ca.pem'),
    certificate: join(directory, 'client.pem'),
    key: join(directory, 'client.key'),
    keystore: join(directory, 'keystore.p12'),
    truststore: join(directory, 'truststore.p12'),
  };
  const chain = [server.certificate, authority.certificate];
  const keystore = forge.pkcs12.toPkcs12Asn1(server.keys.privateKey, chain, password, {
    algorithm: '3des',
    friendlyName: 'server',
  });
  await Promise.all([
    writeFile(paths.ca, forge.pki.certificateToPem(authority.certificate)),
    writeFile(paths.certificate, forge.pki.certificateToPem(client.certificate)),
    writeFile(paths.key, privateKeyPem(client.keys), { mode: 0o600 }),
    writeFile(paths.keystore, Buffer.from(forge.asn1.toDer(keystore).getBytes(), 'binary'), { mode: 0o600 }),
  ]);
  // Java trusts an entry of a store only when its own tool has marked it so.
  const store = ['-keystore', paths.truststore, '-storetype', 'PKCS12', '-storepass', password];
  await run(
    join(javaHome, 'bin', 'keytool'),
    ['-importcert', '-noprompt', '-alias', 'ca', '-file', paths.ca, ...store],
    {
      kind: 'machine',
      hint: 'keytool comes with a JDK; a bare runtime is not enough',
    },
  );
  return paths;
}
