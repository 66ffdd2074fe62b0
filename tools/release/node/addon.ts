import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../failure.js';
import { run, runs } from '../../shell.js';
import { addonOf, bindingRoot, readBinding } from './manifest.js';

/** The oldest glibc that Node.js itself runs on; an addon linked on this machine would ask for this machine's. */
const GLIBC = '2.28';

/** How cargo has to be called for a target. */
export interface Recipe {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Whether the linker and the C compiler are zig's. */
  readonly zig: boolean;
}

export function recipe(target: string): Recipe {
  // napi sets RUSTFLAGS for musl, and so takes the place of those in .cargo/config.toml.
  const env = { RUSTFLAGS: '--cfg scylla_unstable' };
  const plain = ['--release', '--platform', '--no-js', '--no-dts-header'];
  if (target.includes('-linux-')) {
    const versioned = target.endsWith('-gnu') ? `${target}.${GLIBC}` : target;
    return { args: [...plain, '--cross-compile', '--target', versioned], env, zig: true };
  }
  const args = [...plain, '--target', target];
  // The C parts of the TLS library come with objects that NASM has made.
  if (target.includes('-windows-'))
    return { args, env: { ...env, AWS_LC_SYS_PREBUILT_NASM: '1' }, zig: false };
  return { args, env, zig: false };
}

/** Builds the addon for a target as it is published, and returns where it is. */
export async function buildAddon(target: string, output: string): Promise<string> {
  const binding = await readBinding();
  if (!binding.napi.targets.includes(target)) {
    throw new Failure('usage', `${target} is no target of the package`, {
      hint: `there are ${binding.napi.targets.join(', ')}`,
    });
  }
  const { args, env, zig } = recipe(target);
  if (zig) await askForZig();
  await addTarget(target);
  const scratch = await mkdtemp(join(tmpdir(), 'unicql-addon-'));
  try {
    await run('npx', ['napi', 'build', ...args, '--output-dir', scratch], {
      cwd: bindingRoot,
      env,
      kind: 'release',
    });
    const name = addonOf(binding, target);
    await mkdir(output, { recursive: true });
    await copyFile(join(scratch, name), join(output, name));
    return join(output, name);
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function askForZig(): Promise<void> {
  if (await runs('cargo-zigbuild', ['--version'])) return;
  throw new Failure('machine', 'cargo-zigbuild is not installed, which links for an old glibc and for musl', {
    hint: 'pip install cargo-zigbuild, which brings zig',
  });
}

/** Where Rust does not come from rustup, the target has to be there already. */
async function addTarget(target: string): Promise<void> {
  if (await runs('rustup'))
    await run('rustup', ['target', 'add', target], { cwd: bindingRoot, kind: 'machine' });
}
