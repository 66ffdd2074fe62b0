import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../shell.js';
import type { TrackedFile } from './rules.js';

/** Reads every file that git tracks or would add. */
export async function trackedFiles(root: string): Promise<TrackedFile[]> {
  const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  const paths = [...new Set(listed.split('\0').filter((path) => path !== ''))];
  const files = await Promise.all(paths.map((path) => readTracked(root, path)));
  return files.filter((file) => file !== undefined);
}

async function readTracked(root: string, path: string): Promise<TrackedFile | undefined> {
  const info = await stat(join(root, path)).catch(() => undefined);
  // Deleted in the working tree, or a submodule.
  if (!info?.isFile()) return undefined;
  const bytes = await readFile(join(root, path));
  return { path, size: info.size, text: bytes.includes(0) ? '' : bytes.toString('utf8') };
}
