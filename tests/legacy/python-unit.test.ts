import { expect, test } from 'vitest';
import { isGreen, readBaseline } from '../../tools/legacy/baseline.js';
import { compare, ledgerFile, readLedger } from '../../tools/legacy/ledger.js';
import { readSuites } from '../../tools/legacy/suites.js';
import { runTrial } from '../../tools/legacy/trial.js';
import { silentProgress } from '../../tools/progress.js';

const language = 'python';
const part = 'unit';

// It fetches the suite and what the suite imports when they are not in the cache yet.
test('the unit part of the legacy Python suite agrees with the ledger', { timeout: 900_000 }, async () => {
  const suites = await readSuites();
  const { tests } = await readBaseline(language, part);
  const { results, broken } = await runTrial({
    ...{ language, suite: suites[language], part, driver: 'ours', version: '', jobs: 1, resume: false },
    known: [...tests.keys()],
    progress: silentProgress,
    signal: new AbortController().signal,
  });
  const green = [...tests].filter(([, outcome]) => isGreen(outcome)).map(([id]) => id);
  const mismatches = compare(await readLedger(ledgerFile(language)), green, results, broken);
  // Agreement is restored with `npx unicql-dev legacy run python --part unit --accept`.
  expect(mismatches).toEqual([]);
});
