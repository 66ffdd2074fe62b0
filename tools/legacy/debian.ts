import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.js';
import { capture, run, runs, tail } from '../shell.js';
import type { Suite } from './suites.js';

type DebianSource = NonNullable<Suite['debian']>;

/** Downloads the original source archive of a Debian package, checks its hash and unpacks it. */
export async function unpackDebianSource(source: DebianSource, directory: string): Promise<string> {
  if (!(await runs('apt-get'))) {
    throw new Failure('machine', `the source archive of ${source.package} needs apt-get, and there is none`);
  }
  const archive = await download(source, directory);
  const unpacked = join(directory, 'unpacked');
  await mkdir(unpacked);
  await run('tar', ['-xzf', archive, '-C', unpacked, '--strip-components=1'], { kind: 'artifact' });
  return unpacked;
}

async function download(source: DebianSource, directory: string): Promise<string> {
  const reasons: string[] = [];
  for (const mirror of await mirrors()) {
    for (const release of source.releases) {
      const place = join(directory, `apt-${reasons.length}`);
      const output = await downloadFrom(mirror, release, source, place);
      const archive = await matching(place, source.sha256);
      if (archive) return archive;
      reasons.push(`${mirror} ${release}: ${tail(output, 1) || 'another archive than the pinned one'}`);
    }
  }
  throw new Failure(
    'artifact',
    `no Debian mirror of this machine has the source archive ${source.package} ${source.version} with the pinned hash`,
    { hint: 'name a checkout with --source, or use --origin git', details: reasons.join('\n') },
  );
}

/** The mirrors that this machine's own apt uses; any release of Debian can be asked for there. */
async function mirrors(): Promise<string[]> {
  const listed = await run('apt-get', ['indextargets', '--format', '$(REPO_URI)']);
  const found = [...new Set(listed.split('\n').map((line) => line.trim().replace(/\/$/, '')))];
  return found.filter((uri) => /\/debian$/.test(uri));
}

/** Asks apt with lists and settings of its own, so that neither root nor the machine's sources are touched. */
async function downloadFrom(
  mirror: string,
  release: string,
  source: DebianSource,
  place: string,
): Promise<string> {
  for (const name of ['lists/partial', 'cache/archives/partial', 'state', 'download']) {
    await mkdir(join(place, name), { recursive: true });
  }
  // The hash in suites.json is what is trusted; an older machine may lack the key of a newer release.
  await writeFile(join(place, 'sources.list'), `deb-src [trusted=yes] ${mirror} ${release} main\n`);
  const settings = [
    `Dir::Etc::sourcelist=${join(place, 'sources.list')}`,
    'Dir::Etc::sourceparts=/dev/null',
    `Dir::State=${join(place, 'state')}`,
    `Dir::State::lists=${join(place, 'lists')}`,
    'Dir::State::status=/dev/null',
    `Dir::Cache=${join(place, 'cache')}`,
    'Acquire::Languages=none',
    'APT::Sandbox::User=',
  ].flatMap((setting) => ['-o', setting]);
  const apt = (args: readonly string[]): ReturnType<typeof capture> =>
    capture('apt-get', [...settings, '--quiet', ...args], { cwd: join(place, 'download') });
  const updated = await apt(['update']);
  if (updated.exitCode !== 0) return updated.stderr;
  const wanted = ['source', '--download-only', '--tar-only', source.package];
  const { stdout, stderr } = await apt(wanted);
  return `${stdout}\n${stderr}`;
}

async function matching(place: string, sha256: string): Promise<string | undefined> {
  const directory = join(place, 'download');
  for (const name of await readdir(directory)) {
    const hash = createHash('sha256').update(await readFile(join(directory, name)));
    if (hash.digest('hex') === sha256) return join(directory, name);
  }
  return undefined;
}
