import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { isGreen, ledgerServer, partsWithBaseline, readBaseline } from '../../tools/legacy/baseline.js';
import { gaps, ledgerFile, readLedger } from '../../tools/legacy/ledger.js';
import { collectReport } from '../../tools/legacy/report/data.js';
import { readReadme, withTable } from '../../tools/legacy/report/markdown.js';
import { repositoryRoot } from '../../tools/root.js';
import { languages, readSuites } from '../../tools/legacy/suites.js';

describe.each(languages)('the ledger of %s', (language) => {
  test('has a row for each test that passes on the legacy driver, and no other', async () => {
    const parts = await partsWithBaseline(language);
    const baselines = await Promise.all(parts.map((part) => readBaseline(language, part)));
    const green = baselines.flatMap(({ tests }) =>
      [...tests].filter(([, outcome]) => isGreen(outcome)).map(([id]) => id),
    );
    expect(gaps(await readLedger(ledgerFile(language)), new Set(green))).toEqual([]);
  });

  test('rests on baselines of the pinned legacy driver, whose counts are right', async () => {
    const { driver, parts } = (await readSuites())[language];
    for (const part of await partsWithBaseline(language)) {
      const baseline = await readBaseline(language, part);
      expect(parts).toHaveProperty(part);
      expect(baseline.driver).toBe(driver);
      expect(Object.values(baseline.counts).reduce((sum, tests) => sum + tests)).toBe(baseline.tests.size);
      expect(baseline.counts['pass']).toBe([...baseline.tests.values()].filter(isGreen).length);
    }
  });
});

test('the table of parity in the README is that of the ledgers', async () => {
  const text = await readReadme();
  // It is renewed with `npx unicql-dev legacy report --readme`.
  expect(text).toBe(withTable(text, await collectReport('2026-11-22')));
});

// The C suite is a program that is given by path, which the nightly run does not have.
test.each(['node', 'python'] as const)(
  'each part of %s with a baseline runs every night',
  async (language) => {
    const workflow = await readFile(join(repositoryRoot, '.github', 'workflows', 'nightly.yml'), 'utf8');
    const rows = z
      .object({ language: z.string(), part: z.string(), server: z.string() })
      .array()
      .parse(parse(workflow).jobs.legacy.strategy.matrix.include);
    const nightly = rows.filter((row) => row.language === language && row.server === ledgerServer);
    expect(nightly.map(({ part }) => part).sort()).toEqual(await partsWithBaseline(language));
  },
);
