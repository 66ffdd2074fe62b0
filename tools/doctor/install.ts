import { createInterface } from 'node:readline/promises';
import { Failure } from '../failure.js';
import { silentProgress, type Progress } from '../progress.js';
import { run, runs } from '../shell.js';
import { installLine, inspectMachine, missing, type Finding, type Inspection } from './inspect.js';

export interface EnsureOptions {
  /** Installs without asking; CI=true means the same. */
  readonly yes?: boolean;
  /** Asks for what only the tests need, too. */
  readonly tests?: boolean;
  readonly progress?: Progress;
}

/** Returns once the machine has everything that is needed; what it lacks is installed if that is allowed and possible. */
export async function ensureMachine(options: EnsureOptions = {}): Promise<Inspection> {
  const progress = options.progress ?? silentProgress;
  const scope = { tests: options.tests ?? false };
  const before = await progress.step('machine', () => inspectMachine(scope));
  const lacking = missing(before);
  if (lacking.length === 0) return before;
  if (!(await mayInstall(before, options.yes ?? false))) throw lacks(lacking);

  await progress.step(`apt-get install ${before.packages.join(' ')}`, () => installPackages(before.packages));
  const after = await inspectMachine(scope);
  const still = missing(after);
  if (still.length > 0)
    throw lacks(still, 'another one may come first on the PATH, or is too old; run the lines above');
  return after;
}

async function mayInstall(inspection: Inspection, yes: boolean): Promise<boolean> {
  if (inspection.manager !== 'apt' || inspection.packages.length === 0) return false;
  if (yes || process.env['CI'] === 'true') return true;
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const line = installLine('apt', inspection.packages);
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await prompt.question(
      `This machine lacks ${titles(missing(inspection))}.\nRun \`${line}\`? [Y/n] `,
    );
    return /^(y|yes|)$/i.test(answer.trim());
  } finally {
    prompt.close();
  }
}

function titles(findings: readonly Finding[]): string {
  return findings.map((finding) => `${finding.title} (${finding.needed})`).join(', ');
}

/** The failure that names what is missing with the line that installs each. */
export function lacks(
  findings: readonly Finding[],
  hint = 'run the lines above, or `unicql-dev doctor --install` on Debian and Ubuntu',
): Failure {
  return new Failure('machine', `this machine lacks ${titles(findings)}`, {
    details: findings
      .map((finding) => `${finding.title} (${finding.needed}), which ${finding.why}:\n  ${finding.install}`)
      .join('\n'),
    hint,
  });
}

async function installPackages(packages: readonly string[]): Promise<void> {
  const prefix = await privilege();
  const aptGet = async (args: readonly string[]): Promise<void> => {
    const command = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args];
    await run(command[0] ?? '', command.slice(1), {
      kind: 'artifact',
      hint: 'apt-get failed; the lines above are the end of what it said',
    });
  };
  await aptGet(['update']);
  await aptGet(['install', '-y', '--no-install-recommends', ...packages]);
}

async function privilege(): Promise<string[]> {
  if (process.getuid?.() === 0) return [];
  // Refused at once instead of waiting for a password behind a spinner.
  if (await runs('sudo', ['-n', 'true'])) return ['sudo', '-n'];
  throw new Failure('machine', 'installing packages needs root', {
    hint: 'run `sudo -v` first, or the install lines of `unicql-dev doctor` as root',
  });
}
