import { describe, expect, test } from 'vitest';
import { accept, compare, gaps, type Ledger, parseLedger } from '../ledger.js';
import type { Result } from '../results.js';
import { renderRows, toRows } from '../rows.js';

const text = 'Stay with the legacy driver where a program needs it.';
const reasons: Ledger['reasons'] = {
  parser: { kind: 'white-box', internal: 'lib/readers.js', text, match: ['^parser'] },
  later: { kind: 'not-yet', issue: 6, text, match: ['^late'] },
};
const ledger: Ledger = {
  good: 'passes',
  reasons,
  rows: new Map([
    ['a.js > passes', 'passes'],
    ['parser.js > reads', 'parser'],
  ]),
};
const results = (entries: Readonly<Record<string, Result['outcome']>>): Map<string, Result> =>
  new Map(Object.entries(entries).map(([id, outcome]) => [id, { outcome, message: `it ${outcome}ed` }]));
const none = new Map<string, string>();

describe('a run that differs from the ledger', () => {
  test('is none when each test does what its row says', () => {
    const run = results({ 'a.js > passes': 'pass', 'parser.js > reads': 'fail' });
    expect(compare(ledger, ledger.rows.keys(), run, none)).toEqual([]);
  });

  test('is an unexpected failure, a skipped test being one', () => {
    const run = results({ 'a.js > passes': 'skip', 'parser.js > reads': 'fail' });
    expect(compare(ledger, ledger.rows.keys(), run, none)).toEqual([
      { id: 'a.js > passes', problem: 'failed', text: 'it skiped' },
    ]);
  });

  test('is an unexpected pass', () => {
    const run = results({ 'a.js > passes': 'pass', 'parser.js > reads': 'pass' });
    expect(compare(ledger, ledger.rows.keys(), run, none)).toMatchObject([
      { id: 'parser.js > reads', problem: 'passed' },
    ]);
  });

  test('is a test without a row, and one whose file is broken', () => {
    const problems = compare(
      ledger,
      ['new.js > test', 'a.js > passes'],
      none as Map<string, never>,
      new Map([['a.js', 'no such module']]),
    );
    expect(problems).toMatchObject([
      { id: 'new.js > test', problem: 'unaccounted' },
      { id: 'a.js > passes', problem: 'failed', text: expect.stringContaining('no such module') },
    ]);
  });
});

describe('accepting a run', () => {
  test('keeps reasons that still hold, gives new failures the first that matches, and tells what changed', () => {
    const run = results({ 'a.js > passes': 'fail', 'parser.js > reads': 'pass', 'late.js > x': 'fail' });
    const known: Ledger = { ...ledger, reasons: { ...reasons, any: { ...reasons['later']!, match: ['.'] } } };
    const accepted = accept(known, ['a.js > passes', 'parser.js > reads', 'late.js > x'], run, none);
    expect(Object.fromEntries(accepted.ledger.rows)).toEqual({
      'a.js > passes': 'any',
      'parser.js > reads': 'passes',
      'late.js > x': 'later',
    });
    expect(accepted.changes).toHaveLength(3);
  });

  test('is refused when a failure has no reason', () => {
    expect(() => accept(ledger, ['a.js > passes'], results({ 'a.js > passes': 'fail' }), none)).toThrow(
      /fail for no reason/,
    );
  });
});

test('a ledger reads back as it was written, one row a line', () => {
  const written = renderRows({ reasons }, toRows(ledger.rows));
  expect(parseLedger(written, 'x').rows).toEqual(ledger.rows);
  expect(written.split('\n').filter((line) => line.includes('"reads": "parser"'))).toHaveLength(1);
});

test('a row whose reason is not in the ledger is refused', () => {
  const written = renderRows({ reasons: {} }, { 'a.js': { x: 'whim' } });
  expect(() => parseLedger(written, 'node.json')).toThrow("'whim'");
});

test('rows and green tests must be the same', () => {
  expect(gaps(ledger, new Set(['a.js > passes', 'b.js > new']))).toEqual([
    'no row: b.js > new',
    'no green baseline: parser.js > reads',
  ]);
});
