import { repositoryRoot } from '../root.js';
import { run, runs } from '../shell.js';

/** Fuzzing, sanitizers and miri need features of the compiler that the stable one has not. */
export const nightly = '+nightly';

/** A build script of core asks for the cfg, and an environment variable replaces what `.cargo/config.toml` sets. */
export const rustFlags = '--cfg scylla_unstable';

/** A subcommand of cargo, in the version that is known to work. */
export interface CargoTool {
  readonly crate: string;
  readonly version: string;
}

export const llvmCov: CargoTool = { crate: 'cargo-llvm-cov', version: '0.6.24' };
export const cargoFuzz: CargoTool = { crate: 'cargo-fuzz', version: '0.13.2' };

/** Installs a subcommand of cargo unless it is there. */
export async function ensureCargoTool({ crate, version }: CargoTool, signal: AbortSignal): Promise<void> {
  const subcommand = crate.replace(/^cargo-/, '');
  if (await runs('cargo', [subcommand, '--version'])) return;
  await run('cargo', ['install', '--locked', '--version', version, crate], { signal, kind: 'artifact' });
}

/** Installs components of a toolchain; what is there already stays. */
export async function ensureComponents(
  toolchain: string | undefined,
  components: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const options = { cwd: repositoryRoot, signal, kind: 'artifact' } as const;
  if (toolchain !== undefined) {
    await run('rustup', ['toolchain', 'install', toolchain, '--profile', 'minimal'], options);
  }
  if (components.length === 0) return;
  const where = toolchain === undefined ? [] : ['--toolchain', toolchain];
  await run('rustup', ['component', 'add', ...where, ...components], options);
}

/** The triple of this machine, which sanitizers want to be named. */
export async function hostTriple(): Promise<string> {
  return (await run('rustc', ['--print', 'host-tuple'], { cwd: repositoryRoot })).trim();
}
