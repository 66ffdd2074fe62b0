import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../failure.js';
import { legacyDirectory } from './baseline.js';
import { fileOf, type Results } from './results.js';
import { fromRows, renderRows, toRows } from './rows.js';
import type { Language } from './suites.js';

const reasonText = {
  /** What a user of the driver would act on. */
  text: z.string().min(20),
  /** Regular expressions over ids: a test that newly fails gets the first reason that matches. */
  match: z.array(z.string()),
};

/** Why a test that passes on the legacy driver does not pass on ours. */
const reason = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('white-box'), internal: z.string(), ...reasonText }),
  z.strictObject({ kind: z.literal('protocol-v5'), ...reasonText }),
  z.strictObject({ kind: z.literal('dse'), ...reasonText }),
  z.strictObject({ kind: z.literal('not-yet'), issue: z.int().positive(), ...reasonText }),
  z.strictObject({ kind: z.literal('deliberate'), decision: z.string(), ...reasonText }),
]);
export type Reason = z.infer<typeof reason>;
export const reasonKinds = ['white-box', 'protocol-v5', 'dse', 'not-yet', 'deliberate'] as const;

const schema = z.strictObject({
  reasons: z.record(z.string().regex(/^[a-z0-9-]+$/), reason),
  tests: z.record(z.string(), z.record(z.string(), z.string())),
});

/** The word of a row that needs no reason: of a test in a ledger, of a name in a surface. */
export type GoodWord = 'passes' | 'provided';

/** What is expected of each test that counts: that it passes, or the name of the reason why it does not. */
export interface Ledger {
  readonly good: GoodWord;
  readonly reasons: Readonly<Record<string, Reason>>;
  readonly rows: ReadonlyMap<string, string>;
}

export const ledgerFile = (language: Language): string => join(legacyDirectory, `${language}.json`);

/** Reads a ledger; a row that names no known reason is refused. */
export async function readLedger(file: string, good: GoodWord = 'passes'): Promise<Ledger> {
  return parseLedger(await readFile(file, 'utf8'), file, good);
}

export function parseLedger(text: string, file: string, good: GoodWord = 'passes'): Ledger {
  const { reasons, tests } = schema.parse(JSON.parse(text));
  const rows = fromRows(tests);
  for (const [id, expectation] of rows) {
    if (expectation === good || expectation in reasons) continue;
    throw new Failure(
      'usage',
      `${file}: ${id} has the reason '${expectation}', which is none of its reasons`,
    );
  }
  return { good, reasons, rows };
}

export async function writeLedger(file: string, { reasons, rows }: Ledger): Promise<void> {
  await writeFile(file, renderRows({ reasons }, toRows(rows)));
}

/** A test whose row says something else than its run. */
export interface Mismatch {
  readonly id: string;
  readonly problem: 'failed' | 'passed' | 'unaccounted';
  readonly text: string;
}

/** What a run on our build says about one test; a test of a file that could not be loaded did not pass. */
export function observe(
  id: string,
  results: Results,
  broken: ReadonlyMap<string, string>,
): { readonly passed: boolean; readonly message: string } {
  const result = results.get(id);
  if (result) return { passed: result.outcome === 'pass', message: result.message ?? result.outcome };
  const why = broken.get(fileOf(id));
  return {
    passed: false,
    message: why === undefined ? 'there is no such test any more' : `its file cannot be loaded: ${why}`,
  };
}

/** Holds a run against the rows of the tests that count. An unexpected pass is as wrong as an unexpected failure. */
export function compare(
  ledger: Ledger,
  counting: Iterable<string>,
  results: Results,
  broken: ReadonlyMap<string, string>,
): Mismatch[] {
  return [...counting].flatMap((id): Mismatch[] => {
    const expected = ledger.rows.get(id);
    const { passed, message } = observe(id, results, broken);
    if (expected === undefined) {
      return [{ id, problem: 'unaccounted', text: 'passes on the legacy driver and has no row' }];
    }
    if (expected === ledger.good && !passed) return [{ id, problem: 'failed', text: message }];
    if (expected !== ledger.good && passed)
      return [{ id, problem: 'passed', text: `its row says ${expected}` }];
    return [];
  });
}

/** The ledger with the rows of a run, and what changed. A new failure that no reason matches is refused. */
export function accept(
  ledger: Ledger,
  counting: Iterable<string>,
  results: Results,
  broken: ReadonlyMap<string, string>,
): { readonly ledger: Ledger; readonly changes: readonly string[] } {
  const rows = new Map(ledger.rows);
  const changes: string[] = [];
  const unexplained: string[] = [];
  for (const id of counting) {
    const { passed, message } = observe(id, results, broken);
    const before = rows.get(id);
    const after = passed ? ledger.good : before && before !== ledger.good ? before : reasonFor(ledger, id);
    if (after === undefined) unexplained.push(`${id}: ${message}`);
    else if (after !== before) {
      rows.set(id, after);
      changes.push(`${id}: ${before ?? 'no row'} → ${after}${passed ? '' : ` (${message})`}`);
    }
  }
  if (unexplained.length > 0) {
    throw new Failure('ledger', `${unexplained.length} tests fail for no reason that the ledger knows`, {
      hint: 'add a reason whose `match` covers them, then accept again',
      details: unexplained.join('\n'),
    });
  }
  return { ledger: { ...ledger, rows }, changes };
}

function reasonFor({ reasons }: Ledger, id: string): string | undefined {
  return Object.keys(reasons).find((key) =>
    reasons[key]?.match.some((pattern) => new RegExp(pattern).test(id)),
  );
}

/** Rows and baselines must be about the same tests: each green test has a row, and each row is of a green test. */
export function gaps(ledger: Ledger, counting: ReadonlySet<string>): string[] {
  return [
    ...[...counting].filter((id) => !ledger.rows.has(id)).map((id) => `no row: ${id}`),
    ...[...ledger.rows.keys()].filter((id) => !counting.has(id)).map((id) => `no green baseline: ${id}`),
  ];
}
