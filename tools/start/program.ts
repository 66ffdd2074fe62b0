import { execa } from 'execa';
import { z } from 'zod';
import { Failure, interrupted } from '../failure.js';
import { repositoryRoot } from '../root.js';
import { tail } from '../shell.js';
import type { Run } from './round.js';

const aggregatesSchema = z.strictObject({
  flights: z.int(),
  delayed: z.int(),
  delay_minutes: z.int(),
  distance: z.int(),
  california: z.int(),
  busiest: z.array(z.tuple([z.string(), z.int()])),
});

const checksumSchema = z.string().regex(/^[0-9a-f]{16}$/);

const writeSchema = z.strictObject({
  writer: z.string(),
  rows: z.int(),
  checksum: checksumSchema,
  operations: z.int(),
  seconds: z.number(),
  ops_per_second: z.int(),
});

const readSchema = z.strictObject({
  writer: z.string(),
  rows: z.int(),
  pages: z.int(),
  checksum: checksumSchema,
  seconds: z.number(),
  rows_per_second: z.int(),
  aggregates: aggregatesSchema,
});

/** The one line that a program prints. */
export const reportSchema = z.strictObject({
  language: z.string(),
  api: z.string(),
  server: z.string(),
  write: writeSchema.optional(),
  read: readSchema.optional(),
});

export type Report = z.infer<typeof reportSchema>;

const timeoutMs = 300_000;
const graceMs = 5_000;
const tailLines = 15;

export interface RunContext {
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

/** The settings of one run, as examples/README.md lists them. */
export function settingsOf({ language, steps, reads }: Run): Record<string, string> {
  return { FLIGHTS_STEPS: steps.join(','), FLIGHTS_WRITER: language.name, FLIGHTS_READS: reads };
}

/** Runs a program to its end and returns what it reports. */
export async function runProgram(run: Run, { environment, signal, onLine }: RunContext): Promise<Report> {
  const [command, ...args] = run.language.command;
  const child = execa(command, args, {
    cwd: repositoryRoot,
    env: { ...environment, ...settingsOf(run) },
    stdin: 'ignore',
    reject: false,
    timeout: timeoutMs,
    cancelSignal: signal,
    forceKillAfterDelay: graceMs,
  });
  for await (const line of child.iterable({ from: 'stderr' })) onLine(line);
  const result = await child;
  if (signal.aborted) throw interrupted();
  const title = `${run.language.name} (${run.steps.join(' and ')})`;
  if (result.timedOut) throw failed(`${title} did not end within ${timeoutMs / 1000} s`, result.stderr);
  if (result.signal) throw failed(`${title} was ended by ${result.signal}`, result.stderr);
  if (result.exitCode === undefined) {
    throw failed(`${title} could not be run: ${result.originalMessage ?? command}`, result.stderr);
  }
  if (result.exitCode !== 0) throw failed(`${title} ended with exit code ${result.exitCode}`, result.stderr);
  return parseReport(title, result.stdout);
}

/** Reads the output of a program; anything but one complete line of JSON is a failure. */
export function parseReport(title: string, output: string): Report {
  const parsed = reportSchema.safeParse(json(output));
  if (parsed.success) return parsed.data;
  throw failed(`${title} did not print the report that examples/README.md asks for`, output, parsed.error);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failed(message: string, output: string, cause?: z.ZodError): Failure {
  const details = [tail(output, tailLines), cause && z.prettifyError(cause)].filter(Boolean).join('\n');
  return new Failure('example', message, { details, hint: 'the lines above are the end of its output' });
}
