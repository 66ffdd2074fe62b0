import { isDeepStrictEqual } from 'node:util';
import type { Expectation } from './expectation.js';
import type { LanguageName } from './language.js';
import type { Report } from './program.js';
import type { Run } from './round.js';

export interface Finished {
  readonly run: Run;
  readonly report: Report;
}

/** What one language did, over all its runs. */
export interface LanguageResult {
  readonly language: LanguageName;
  readonly api: string;
  readonly write: Report['write'];
  readonly read: Report['read'];
}

/** One result for each language, in the order in which they first ran. */
export function resultsOf(finished: readonly Finished[]): LanguageResult[] {
  const results = new Map<LanguageName, LanguageResult>();
  for (const { run, report } of finished) {
    const language = run.language.name;
    const { write, read } = results.get(language) ?? {};
    results.set(language, {
      ...{ language, api: report.api },
      ...{ write: report.write ?? write, read: report.read ?? read },
    });
  }
  return [...results.values()];
}

/** Sentences about everything that is not as it must be; none when all languages agree with the data set. */
export function disagreements(results: readonly LanguageResult[], expected: Expectation): string[] {
  return results.flatMap(({ language, write, read }) => [
    ...(write ? differences(`${language} wrote`, write, expected) : [`${language} wrote nothing`]),
    ...(read
      ? differences(`${language}, of ${read.writer}, read`, read, expected)
      : [`${language} read nothing`]),
    ...(read && !isDeepStrictEqual(read.aggregates, expected.aggregates)
      ? [`${language} counted ${JSON.stringify(read.aggregates)}, not ${JSON.stringify(expected.aggregates)}`]
      : []),
  ]);
}

function differences(
  who: string,
  found: { readonly rows: number; readonly checksum: string },
  expected: Expectation,
): string[] {
  const sentences = [];
  if (found.rows !== expected.rows) sentences.push(`${who} ${found.rows} rows, not ${expected.rows}`);
  if (found.checksum !== expected.checksum)
    sentences.push(`${who} the checksum ${found.checksum}, not ${expected.checksum}`);
  return sentences;
}
