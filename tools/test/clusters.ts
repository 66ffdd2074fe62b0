import { upCluster } from '../cluster/index.js';
import type { Progress } from '../progress.js';

/** The clusters that the suites share, and the variables that tell where they are. */
export interface TestClusters {
  readonly environment: Readonly<Record<string, string>>;
  down(): Promise<void>;
}

interface Started {
  readonly contactPoints: readonly string[];
  readonly port: number;
}

const points = ({ contactPoints, port }: Started): string =>
  contactPoints.map((address) => `${address}:${port}`).join(',');

/** Starts a plain cluster, one that asks for credentials, one behind TLS that asks for a client certificate, and one of
 * two data centers, of the version of Cassandra that is the default or of another. */
export async function startTestClusters(
  progress: Progress,
  signal: AbortSignal,
  server?: string,
): Promise<TestClusters> {
  const common = { progress, signal, ...(server === undefined ? {} : { version: server }) };
  const started: { down(): Promise<unknown> }[] = [];
  const down = async (): Promise<void> => {
    for (const cluster of started.splice(0)) await cluster.down();
  };
  try {
    const plain = await upCluster({ name: 'test-plain', ...common });
    started.push(plain);
    const auth = await upCluster({ name: 'test-auth', auth: true, ...common });
    started.push(auth);
    const tls = await upCluster({ name: 'test-tls', tls: true, clientAuth: true, ...common });
    started.push(tls);
    const dcs = await upCluster({ name: 'test-dcs', datacenters: [2, 1], ...common });
    started.push(dcs);
    const certificates = tls.tls;
    if (!certificates) throw new Error('the TLS cluster has no certificates');
    const environment = {
      UNICQL_CONTACT_POINTS: points(plain),
      UNICQL_AUTH_CONTACT_POINTS: points(auth),
      UNICQL_DCS_CONTACT_POINTS: points(dcs),
      UNICQL_TLS_CONTACT_POINTS: points(tls),
      UNICQL_TLS_CA: certificates.ca,
      UNICQL_TLS_CERT: certificates.certificate,
      UNICQL_TLS_KEY: certificates.key,
    };
    return { environment, down };
  } catch (error) {
    await down();
    throw error;
  }
}
