import { execa } from 'execa';
import { Failure, type FailureKind } from './failure.js';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  /** How a non-zero exit is reported. */
  readonly kind?: FailureKind;
  readonly hint?: string;
  /** In a process group of its own, out of reach of the terminal's Ctrl-C. */
  readonly detached?: boolean;
  readonly signal?: AbortSignal;
}

export interface Output {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const tailLines = 25;

/** The last lines of a log, which is where the reason of a failure stands. */
export function tail(text: string, lines = tailLines): string {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

/** Runs a command to its end and returns what it printed; any exit code is a result. */
export async function capture(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Output> {
  const { cwd, env, input, detached, signal } = options;
  const result = await execa(command, [...args], {
    reject: false,
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env: { ...env } }),
    ...(detached === undefined ? {} : { detached }),
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  if (result.isCanceled) throw new Failure('interrupted', `${command} was interrupted`);
  if (result.exitCode === undefined) {
    throw new Failure(
      options.kind ?? 'machine',
      `${command} could not be run: ${result.originalMessage ?? 'killed'}`,
      {
        ...(options.hint === undefined ? {} : { hint: options.hint }),
        cause: result.cause,
      },
    );
  }
  return {
    exitCode: result.exitCode,
    stdout: String(result.stdout ?? ''),
    stderr: String(result.stderr ?? ''),
  };
}

/** Runs a command and returns its standard output; a non-zero exit is a failure that carries the end of its output. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const output = await capture(command, args, options);
  if (output.exitCode === 0) return output.stdout;
  throw new Failure(
    options.kind ?? 'unexpected',
    `${command} ${args.join(' ')} ended with exit code ${output.exitCode}`,
    {
      details: tail(`${output.stdout}\n${output.stderr}`),
      ...(options.hint === undefined ? {} : { hint: options.hint }),
    },
  );
}

/** Whether a command can be found and run at all. */
export async function runs(command: string, args: readonly string[] = ['--version']): Promise<boolean> {
  const result = await execa(command, [...args], { reject: false, stdin: 'ignore' });
  return result.exitCode === 0;
}
