import { describe, expect, it } from 'vitest';
import { Failure } from '../failure.js';
import { parseLanguages } from './language.js';
import { parseReport, runProgram, type Report } from './program.js';
import type { Run } from './round.js';

const report = {
  ...{ language: 'node', api: 'cassandra-driver', server: '5.0.5' },
  write: {
    writer: 'node',
    rows: 2,
    checksum: '0123456789abcdef',
    operations: 3,
    seconds: 0.5,
    ops_per_second: 6,
  },
} satisfies Report;

/** A run of a small script in place of a program. */
function scripted(script: string): Run {
  const [language] = parseLanguages('node');
  if (!language) throw new Error('there is no language node');
  return {
    language: { ...language, command: [process.execPath, '-e', script] },
    ...{ steps: ['write', 'read'], reads: 'python' },
  };
}

interface Attempt {
  readonly lines: string[];
  readonly outcome: Promise<Report>;
}

function attempt(script: string, signal = new AbortController().signal, onLine?: () => void): Attempt {
  const lines: string[] = [];
  const outcome = runProgram(scripted(script), {
    environment: { FLIGHTS_RUN: 'a-run' },
    signal,
    onLine: (line) => {
      lines.push(line);
      onLine?.();
    },
  });
  return { lines, outcome };
}

async function failureOf(outcome: Promise<Report>): Promise<Failure> {
  const failure = await outcome.catch((error: unknown) => error);
  if (failure instanceof Failure) return failure;
  throw new Error(`expected a failure, got ${String(failure)}`);
}

describe('runProgram', () => {
  it('gives the program its settings and returns its report', async () => {
    const { lines, outcome } = attempt(`
      const { FLIGHTS_STEPS, FLIGHTS_WRITER, FLIGHTS_READS, FLIGHTS_RUN } = process.env;
      console.error(FLIGHTS_STEPS, FLIGHTS_WRITER, FLIGHTS_READS, FLIGHTS_RUN);
      console.log(${JSON.stringify(JSON.stringify(report))});
    `);
    expect(await outcome).toEqual(report);
    expect(lines).toEqual(['write,read node python a-run']);
  });

  it('shows the end of what a failed program said', async () => {
    const { outcome } = attempt(`console.error('error: NoHostAvailableError: nobody'); process.exit(1)`);
    const failure = await failureOf(outcome);
    expect(failure.message).toBe('node (write and read) ended with exit code 1');
    expect(failure.details).toBe('error: NoHostAvailableError: nobody');
    expect(failure.kind).toBe('example');
  });

  it('tells a crash from an exit', async () => {
    const { outcome } = attempt(`process.kill(process.pid, 'SIGSEGV'); setInterval(() => {}, 1000)`);
    expect((await failureOf(outcome)).message).toBe('node (write and read) was ended by SIGSEGV');
  });

  it('says when there is no such program', async () => {
    const run = scripted('');
    const outcome = runProgram(
      { ...run, language: { ...run.language, command: ['/nowhere/flights'] } },
      { environment: {}, signal: new AbortController().signal, onLine: () => {} },
    );
    expect((await failureOf(outcome)).message).toMatch(/could not be run: .*ENOENT/);
  });

  it('ends the program when it is interrupted', async () => {
    const abort = new AbortController();
    const script = `console.error(process.pid); setInterval(() => {}, 1000)`;
    const { lines, outcome } = attempt(script, abort.signal, () => abort.abort());
    expect((await failureOf(outcome)).kind).toBe('interrupted');
    expect(() => process.kill(Number(lines[0]), 0)).toThrow('ESRCH');
  });
});

describe('parseReport', () => {
  it.each([
    ['nothing', ''],
    ['two lines', `${JSON.stringify(report)}\n${JSON.stringify(report)}`],
    [
      'a checksum in capitals',
      JSON.stringify({ ...report, write: { ...report.write, checksum: '0123456789ABCDEF' } }),
    ],
    ['a member that nobody asked for', JSON.stringify({ ...report, extra: 1 })],
  ])('refuses %s', (_what, output) => {
    expect(() => parseReport('node', output)).toThrow('did not print the report');
  });
});
