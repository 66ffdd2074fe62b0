import { join } from 'node:path';
import { silentProgress, type Progress } from '../progress.js';
import { repositoryRoot } from '../root.js';
import { run } from '../shell.js';
import type { Language } from './language.js';

export interface CompileOptions {
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** Compiles the programs of a language that needs it, against the library of this checkout; CMake does only what is out of date. */
export async function compileProgram(
  { name, cmake }: Language,
  { progress = silentProgress, signal }: CompileOptions = {},
): Promise<void> {
  if (cmake === undefined) return;
  const build = join(cmake, 'build');
  const options = { cwd: repositoryRoot, kind: 'example' as const, ...(signal ? { signal } : {}) };
  await progress.step(`${name} program`, async () => {
    await run('cmake', ['-S', cmake, '-B', build], options);
    await run('cmake', ['--build', build], options);
  });
}
