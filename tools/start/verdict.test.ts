import { describe, expect, it } from 'vitest';
import type { Expectation } from './expectation.js';
import { parseLanguages } from './language.js';
import type { Report } from './program.js';
import { roundOf } from './round.js';
import { disagreements, resultsOf, type Finished } from './verdict.js';

const expected: Expectation = {
  rows: 8,
  checksum: 'e754477be42a2698',
  aggregates: {
    ...{ flights: 3, delayed: 1, delay_minutes: -9, distance: 40, california: 1 },
    busiest: [
      ['BBB', 2],
      ['AAA', 1],
    ],
  },
};

const { rows, checksum, aggregates } = expected;
const write = { writer: 'any', rows, checksum, operations: 10, seconds: 1, ops_per_second: 10 };
const read = {
  ...{ writer: 'any', rows, checksum, pages: 2, seconds: 1, rows_per_second: 8 },
  aggregates: {
    ...aggregates,
    busiest: aggregates.busiest.map(([origin, count]): [string, number] => [origin, count]),
  },
} satisfies Report['read'];

/** What the programs of some languages report when nothing is wrong. */
function finishedRound(list: string): Finished[] {
  return roundOf(parseLanguages(list)).map((run) => ({
    run,
    report: {
      ...{ language: run.language.name, api: 'an api', server: '5.0.5' },
      ...(run.steps.includes('write') ? { write: { ...write, writer: run.language.name } } : {}),
      ...(run.steps.includes('read') ? { read: { ...read, writer: run.reads } } : {}),
    },
  }));
}

describe('resultsOf', () => {
  it('joins the two runs of the first language', () => {
    const results = resultsOf(finishedRound('node,python'));
    expect(results.map(({ language, read }) => [language, read?.writer])).toEqual([
      ['node', 'python'],
      ['python', 'node'],
    ]);
    expect(results[0]?.write?.writer).toBe('node');
  });
});

describe('disagreements', () => {
  const results = resultsOf(finishedRound('node,python'));
  const [node, python] = results;
  const nodeRead = node?.read;
  const pythonWrite = python?.write;
  if (!nodeRead || !pythonWrite) throw new Error('both languages write and read');

  it('are none when everybody agrees with the data set', () => {
    expect(disagreements(results, expected)).toEqual([]);
  });

  it('name the reader, the writer and both checksums', () => {
    const other = { ...node, read: { ...nodeRead, checksum: '0000000000000000' } };
    expect(disagreements([other, python], expected)).toEqual([
      'node, of python, read the checksum 0000000000000000, not e754477be42a2698',
    ]);
  });

  it('notice a missing row', () => {
    const other = { ...python, write: { ...pythonWrite, rows: 7 } };
    expect(disagreements([node, other], expected)).toEqual(['python wrote 7 rows, not 8']);
  });

  it('notice a wrong count under an equal checksum', () => {
    const other = { ...node, read: { ...nodeRead, aggregates: { ...read.aggregates, delayed: 2 } } };
    expect(disagreements([other, python], expected)).toEqual([
      expect.stringMatching(/^node counted .*"delayed":2/),
    ]);
  });

  it('notice that all agree with each other and not with the data set', () => {
    expect(disagreements(results, { ...expected, checksum: 'ffffffffffffffff' })).toHaveLength(4);
  });

  it('notice a language that did not read', () => {
    expect(disagreements([{ ...node, read: undefined }], expected)).toEqual(['node read nothing']);
  });
});
