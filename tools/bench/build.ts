import { join } from 'node:path';
import { repositoryRoot } from '../root.js';
import { run } from '../shell.js';

/** Where cargo puts what it builds for release. */
export async function releaseDirectory(): Promise<string> {
  const target = (await run('rustc', ['--print', 'host-tuple'], { cwd: repositoryRoot })).trim();
  return join(process.env['CARGO_TARGET_DIR'] ?? join(repositoryRoot, 'target'), target, 'release');
}

/** Builds packages of the workspace for release, as they are shipped. */
export async function cargoBuild(packages: readonly string[], signal: AbortSignal): Promise<void> {
  const names = packages.flatMap((name) => ['--package', name]);
  await run('cargo', ['build', '--locked', '--release', ...names], { cwd: repositoryRoot, signal });
}
