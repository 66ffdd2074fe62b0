// Builds the native module into the package, in the virtual environment of the repository, which is made when there is
// none. UNICQL_PROFILE names a Cargo profile; without it the build is for development.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { env, exit, platform } from 'node:process';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const venv = resolve(here, '..', '..', '.venv');
const bin = join(venv, platform === 'win32' ? 'Scripts' : 'bin');
const requirements = join(here, 'requirements-dev.txt');
const stamp = join(venv, 'requirements-dev.sha256');

run(env.UNICQL_PYTHON ?? 'python3', ['-m', 'venv', venv], !existsSync(join(bin, 'python')));
const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
const installed = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
run(join(bin, 'python'), ['-m', 'pip', 'install', '--quiet', '--requirement', requirements], installed !== wanted);
writeFileSync(stamp, wanted);
const profile = env.UNICQL_PROFILE ? ['--profile', env.UNICQL_PROFILE] : [];
run(join(bin, 'maturin'), ['develop', '--locked', ...profile], true);

function run(command, args, isNeeded) {
  if (!isNeeded) return;
  // maturin takes the environment to install into from VIRTUAL_ENV, which may be that of another project.
  const { status, error } = spawnSync(command, args, {
    cwd: here,
    stdio: 'inherit',
    env: { ...env, VIRTUAL_ENV: venv },
  });
  if (error) console.error(`${command}: ${error.message}`);
  if (status !== 0) exit(status ?? 1);
}
