import { VersionNumber } from './version-number';

/** What is asked of a connection: what it speaks, where to, and where to tell what was found. */
export interface VersionedConnection {
  protocolVersion: number;
  address?: string;
  port?: number | string;
  log?: (level: string, message: string) => void;
}

/** What is asked of a host. */
export interface VersionedHost {
  address: string;
  cassandraVersion?: string | null;
  dseVersion?: string | null;
}

/** A line of releases: the first of it, what it speaks at most, and whether it speaks nothing before version 3. */
type Line = readonly [first: VersionNumber | null, speaks: number, needsV3: boolean];

const from = (version: string): VersionNumber | null => VersionNumber.parse(version);

const DSE_LINES: readonly Line[] = [
  [from('6.0.0'), 0x42, true],
  [from('5.1.0'), 0x41, true],
];

const CASSANDRA_LINES: readonly Line[] = [
  [from('3.0.0'), 4, true],
  [from('2.2.0'), 4, false],
  [from('2.1.0'), 3, false],
  [from('2.0.0'), 2, false],
  [from('0.0.0'), 1, false],
];

const lineOf = (lines: readonly Line[], version: VersionNumber): Line | undefined =>
  lines.find(([first]) => version.compare(first!) >= 0);

const ignore = (): void => {};

/** The line of releases of a host; undefined when it cannot be told. */
function hostLine(host: VersionedHost, log: (level: string, message: string) => void): Line | undefined {
  const { address, cassandraVersion, dseVersion } = host;
  if (dseVersion) {
    log('verbose', `Encountered host ${address} with dse version ${dseVersion}`);
    // Before version 5.1, DSE spoke the protocol of the Cassandra in it.
    const line = lineOf(DSE_LINES, from(dseVersion)!);
    if (line) return line;
  }
  const skipped = 'skipping as part of protocol version evaluation';
  if (!cassandraVersion) {
    log('warning', `Encountered host ${address} with no cassandra version, ${skipped}`);
    return undefined;
  }
  try {
    const line = lineOf(CASSANDRA_LINES, from(cassandraVersion)!);
    if (!dseVersion) log('verbose', `Encountered host ${address} with cassandra version ${cassandraVersion}`);
    return line;
  } catch {
    log(
      'warning',
      `Encountered host ${address} with unparseable cassandra version ${cassandraVersion} ${skipped}`,
    );
    return undefined;
  }
}

/** The highest version that a connection and all hosts speak. Hosts that need version 3 outvote those that cannot. */
export function highestCommonVersion(
  connection: VersionedConnection,
  hosts: Iterable<VersionedHost>,
): number {
  const log = connection.log ? connection.log.bind(connection) : ignore;
  let common = connection.protocolVersion;
  let commonFromV3 = common;
  let needsV3 = false;
  for (const host of hosts) {
    const line = hostLine(host, log);
    if (!line) continue;
    const [, speaks, hostNeedsV3] = line;
    common = Math.min(speaks, common);
    if (speaks >= 3) commonFromV3 = common;
    needsV3 ||= hostNeedsV3;
  }
  if (needsV3 && common < 3) {
    log('error', `Some hosts speak protocol version ${common} at most, and others none before version 3`);
    common = commonFromV3;
  }
  log(
    'verbose',
    `Resolved protocol version 0x${common.toString(16)} as the highest common protocol version among hosts`,
  );
  return common;
}
