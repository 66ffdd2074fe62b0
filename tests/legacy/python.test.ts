import { afterEach, expect, test, vi } from 'vitest';
import { isGreen, readBaseline } from '../../tools/legacy/baseline.js';
import { compare, ledgerFile, readLedger } from '../../tools/legacy/ledger.js';
import { readSuites } from '../../tools/legacy/suites.js';
import { runTrial } from '../../tools/legacy/trial.js';
import { defaultVersion } from '../../tools/cluster/options.js';
import { silentProgress } from '../../tools/progress.js';

const language = 'python';

afterEach(() => void vi.unstubAllEnvs());

// They fetch the suite and what the suite imports when they are not in the cache yet; `smoke` starts a node of its own.
test.each(['unit', 'smoke'])(
  'the %s part of the legacy Python suite agrees with the ledger',
  { timeout: 900_000 },
  async (part) => {
    vi.stubEnv('UNICQL_CONTACT_POINTS', undefined);
    const suites = await readSuites();
    const { tests } = await readBaseline(language, part);
    const { results, broken } = await runTrial({
      ...{ language, suite: suites[language], part, driver: 'ours', version: defaultVersion },
      ...{ jobs: 1, resume: false, known: [...tests.keys()], progress: silentProgress },
      signal: new AbortController().signal,
    });
    const green = [...tests].filter(([, outcome]) => isGreen(outcome)).map(([id]) => id);
    const mismatches = compare(await readLedger(ledgerFile(language)), green, results, broken);
    // Agreement is restored with `npx unicql-dev legacy run python --part <part> --accept`.
    expect(mismatches).toEqual([]);
  },
);
