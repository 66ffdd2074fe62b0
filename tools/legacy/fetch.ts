import { access, cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { cacheDirectory, withLock } from '../cache.js';
import { Failure } from '../failure.js';
import { run } from '../shell.js';
import { contentHash } from './content-hash.js';
import { unpackDebianSource } from './debian.js';
import type { Language, Suite } from './suites.js';

export const origins = ['git', 'debian'] as const;
export type Origin = (typeof origins)[number];

export interface FetchOptions {
  /** A checkout that is already there, instead of a download. */
  readonly source?: string;
  readonly origin?: Origin;
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Where the suite of a language is kept: the name holds the hash, so another pin is another place. */
function home(language: Language, suite: Suite): string {
  return join(cacheDirectory(), 'legacy', 'suites', `${language}-${suite.content.slice(0, 12)}`);
}

/** The suite's directory, fetched once and verified at every use: what runs is what the pin says. */
export async function ensureSuite(
  language: Language,
  suite: Suite,
  options: FetchOptions = {},
): Promise<string> {
  const place = home(language, suite);
  const directory = join(place, basename(suite.directory));
  if (options.source !== undefined) return adopt(suite, place, resolve(options.source));
  if (await exists(directory)) {
    await verify(suite, directory, 'it has been changed; delete it to fetch it again');
    return directory;
  }
  const draft = await draftBeside(place);
  try {
    return await adopt(suite, place, await obtain(suite, draft, options.origin));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function draftBeside(place: string): Promise<string> {
  await mkdir(join(place, '..'), { recursive: true });
  return mkdtemp(`${place}.draft-`);
}

/** Copies a verified suite into the cache, so that nothing a run leaves behind reaches the user's checkout. */
async function adopt(suite: Suite, place: string, source: string): Promise<string> {
  const from = join(source, suite.directory);
  if (!(await exists(from))) {
    throw new Failure(
      'artifact',
      `${source} has no ${suite.directory}: it is no checkout of ${suite.title}`,
      {
        hint: `check out ${suite.repository} at ${suite.tag ?? suite.commit}`,
      },
    );
  }
  await verify(suite, from, `check out ${suite.repository} at ${suite.tag ?? suite.commit}`);
  const directory = join(place, basename(suite.directory));
  return withLock(basename(place), async () => {
    if (await exists(directory)) return directory;
    const draft = await draftBeside(place);
    await cp(from, join(draft, basename(suite.directory)), { recursive: true });
    await rename(draft, place);
    return directory;
  });
}

async function verify(suite: Suite, directory: string, hint: string): Promise<void> {
  const actual = await contentHash(directory);
  if (actual === suite.content) return;
  throw new Failure(
    'artifact',
    `${directory} is not the pinned suite of ${suite.title}: its content hashes to ${actual}, not ${suite.content}`,
    { hint },
  );
}

async function obtain(suite: Suite, draft: string, origin?: Origin): Promise<string> {
  if (origin === 'debian' && !suite.debian) {
    throw new Failure('usage', `Debian has no source archive with the suite of ${suite.title}`, {
      hint: 'leave out --origin, or name a checkout with --source',
    });
  }
  if (origin === 'git' || !suite.debian) return clone(suite, draft);
  if (origin === 'debian') return unpackDebianSource(suite.debian, draft);
  // Two places have the same bytes: where one cannot be reached, the other may be.
  try {
    return await unpackDebianSource(suite.debian, draft);
  } catch (reason) {
    if (!(reason instanceof Failure)) throw reason;
    return clone(suite, draft).catch((error: unknown) => {
      throw new Failure('artifact', `the suite of ${suite.title} cannot be had: ${reason.message}`, {
        hint: 'name a checkout of it with --source',
        details: error instanceof Error ? error.message : String(error),
      });
    });
  }
}

async function clone(suite: Suite, draft: string): Promise<string> {
  const directory = join(draft, 'repository');
  const hint = 'name a checkout of it with --source';
  const git = (args: readonly string[]): Promise<string> =>
    run('git', args, { kind: 'artifact', hint, env: { GIT_TERMINAL_PROMPT: '0' } });
  await git(['init', '--quiet', directory]);
  await git(['-C', directory, 'fetch', '--quiet', '--depth', '1', suite.repository, suite.commit]);
  await git(['-C', directory, 'checkout', '--quiet', 'FETCH_HEAD']);
  return directory;
}
