import { expect, test } from 'vitest';
import { buildAddon, recipe } from './addon.js';
import { readBinding } from './manifest.js';

const { napi } = await readBinding();

test.each(napi.targets)('%s is built with what the crate of the driver needs', (target) => {
  const { args, env, zig } = recipe(target);
  expect(args.join(' ')).toContain(`--target ${target}`);
  expect(env['RUSTFLAGS']).toContain('scylla_unstable');
  // The systems of others have older libraries than the machine that builds.
  expect(zig).toBe(target.includes('-linux-'));
  expect(args.at(-1)!.endsWith('.2.28')).toBe(target.endsWith('-linux-gnu'));
});

test('a target that the package does not have is refused', async () => {
  await expect(buildAddon('riscv64gc-unknown-linux-gnu', 'nowhere')).rejects.toThrow(
    'riscv64gc-unknown-linux-gnu is no target of the package',
  );
});
