import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** What running a suite leaves behind, which is no part of it. */
const byProduct = /(^|\/)(__pycache__|node_modules|\.pytest_cache)(\/|$)|\.pyc$/;

/** The files of a directory, as paths with `/` relative to it, sorted by code point. */
export async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !byProduct.test(path))
    .sort((a, b) => (a < b ? -1 : 1));
}

/** One hash over the paths and bytes of every file: the same for a clone, an archive and a copy of either. */
export async function contentHash(directory: string): Promise<string> {
  const hash = createHash('sha256');
  for (const path of await filesBelow(directory)) {
    const content = createHash('sha256').update(await readFile(join(directory, path)));
    hash.update(`${content.digest('hex')}  ${path}\n`);
  }
  return hash.digest('hex');
}
