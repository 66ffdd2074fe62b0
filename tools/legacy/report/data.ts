import { relative } from 'node:path';
import { repositoryRoot } from '../../root.js';
import { run } from '../../shell.js';
import { isGreen, partsWithBaseline, readBaseline } from '../baseline.js';
import { type Ledger, ledgerFile, parseLedger, readLedger, type Reason } from '../ledger.js';
import { languages, type Language, readSuites } from '../suites.js';
import { readSurface } from '../surface/surface.js';

/** How much of something is there, and why the rest is not: reason → how many. */
export interface Share {
  readonly all: number;
  readonly good: number;
  readonly reasons: Readonly<Record<string, number>>;
}

export interface PartReport extends Share {
  readonly part: string;
  readonly about: string;
  /** What the legacy driver was measured on, when, and how its tests ended. */
  readonly server: string;
  readonly taken: string;
  readonly runs: number;
  /** How often what failed was run once more by itself. */
  readonly reruns: number;
  readonly legacy: Readonly<Record<string, number>>;
}

export interface LanguageReport {
  readonly language: Language;
  readonly title: string;
  readonly driver: string;
  readonly commit: string;
  readonly parts: readonly PartReport[];
  readonly surface: Share;
  readonly reasons: Readonly<Record<string, Reason>>;
  /** How many of the ledger's tests passed when it was changed, oldest first. */
  readonly history: readonly {
    readonly commit: string;
    readonly date: string;
    readonly good: number;
    readonly all: number;
  }[];
  /** Each test that counts: its id, its part and what its row says. */
  readonly tests: readonly (readonly [id: string, part: string, row: string])[];
}

export interface Report {
  readonly generated: string;
  readonly commit: string;
  readonly languages: readonly LanguageReport[];
}

export async function collectReport(generated: string): Promise<Report> {
  const suites = await readSuites();
  const reports = languages.map(async (language): Promise<LanguageReport> => {
    const { title, driver, commit, parts: about } = suites[language];
    const ledger = await readLedger(ledgerFile(language));
    const surface = await readSurface(language);
    const parts: PartReport[] = [];
    const tests: [string, string, string][] = [];
    for (const part of await partsWithBaseline(language)) {
      const { tests: legacy, server, taken, runs, reruns = 0, counts } = await readBaseline(language, part);
      const rows = [...legacy]
        .filter(([, outcome]) => isGreen(outcome))
        .map(([id]): [string, string, string] => [id, part, ledger.rows.get(id) ?? 'no row']);
      tests.push(...rows);
      const own = share(
        ledger,
        rows.map(([, , row]) => row),
      );
      parts.push({
        ...{ part, about: about[part]?.about ?? '', server, taken, runs, reruns, legacy: counts },
        ...own,
      });
    }
    return {
      ...{ language, title, driver, commit, parts, tests },
      surface: share(surface, [...surface.rows.values()]),
      reasons: ledger.reasons,
      history: await history(language),
    };
  });
  const commit = await run('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: repositoryRoot });
  return { generated, commit: commit.trim(), languages: await Promise.all(reports) };
}

function share({ good }: Ledger, rows: readonly string[]): Share {
  const reasons: Record<string, number> = {};
  for (const row of rows) if (row !== good) reasons[row] = (reasons[row] ?? 0) + 1;
  return { all: rows.length, good: rows.filter((row) => row === good).length, reasons };
}

const commitsShown = 30;

/** Reads the ledger as it was at each commit that changed it. */
async function history(language: Language): Promise<LanguageReport['history']> {
  const path = relative(repositoryRoot, ledgerFile(language));
  const git = (...args: readonly string[]): Promise<string> => run('git', args, { cwd: repositoryRoot });
  const log = await git('log', `-${commitsShown}`, '--format=%h %cs', '--', path);
  const commits = log.split('\n').filter((line) => line !== '');
  const points = commits.map(async (line) => {
    const [commit = '', date = ''] = line.split(' ');
    const { good, rows } = parseLedger(await git('show', `${commit}:${path}`), path);
    const passing = [...rows.values()].filter((row) => row === good).length;
    return { commit, date, good: passing, all: rows.size };
  });
  return (await Promise.all(points)).reverse();
}
