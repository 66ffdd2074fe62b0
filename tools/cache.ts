import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { lock } from 'proper-lockfile';

/** Where everything that can be downloaded or built again is kept between runs. */
export function cacheDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment['UNICQL_CACHE']) return resolve(environment['UNICQL_CACHE']);
  return join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'unicql');
}

/** Runs one action at a time per name, across processes: two clusters may be started at once on a cold cache. */
export async function withLock<T>(name: string, action: () => Promise<T>): Promise<T> {
  const directory = join(cacheDirectory(), 'locks');
  await mkdir(directory, { recursive: true });
  const release = await lock(join(directory, name), {
    realpath: false,
    stale: 15_000,
    retries: { retries: 3_000, factor: 1, minTimeout: 100, maxTimeout: 100 },
  });
  try {
    return await action();
  } finally {
    await release();
  }
}
