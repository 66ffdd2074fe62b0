import { join } from 'node:path';
import { repositoryRoot } from '../../root.js';
import { accept, compare, type Ledger, type Mismatch, readLedger, writeLedger } from '../ledger.js';
import type { Result } from '../results.js';
import type { Language } from '../suites.js';
import { legacyNames, ourNames } from './names.js';

const surfaceFile = (language: Language): string =>
  join(repositoryRoot, 'tests', 'surface', `${language}.json`);

export const readSurface = (language: Language): Promise<Ledger> =>
  readLedger(surfaceFile(language), 'provided');

const provided = (ours: ReadonlySet<string>): Map<string, Result> =>
  new Map([...ours].map((name) => [name, { outcome: 'pass' }]));

/** Names that our build provides and should not, or should and does not. */
export async function checkSurface(language: Language): Promise<Mismatch[]> {
  const surface = await readSurface(language);
  return compare(surface, surface.rows.keys(), provided(await ourNames(language)), new Map());
}

/** Rewrites the rows of a surface out of the legacy package and our build, and returns what changed. */
export async function acceptSurface(
  language: Language,
  source: string | undefined,
): Promise<readonly string[]> {
  const surface = await readSurface(language);
  // The names of C stay as they were recorded where no checkout of its headers is given.
  const recorded = language === 'c' && source === undefined;
  const names = recorded ? [...surface.rows.keys()] : await legacyNames(language, source);
  const known = new Set(names);
  const kept = { ...surface, rows: new Map([...surface.rows].filter(([name]) => known.has(name))) };
  const accepted = accept(kept, names, provided(await ourNames(language)), new Map());
  await writeLedger(surfaceFile(language), accepted.ledger);
  return accepted.changes;
}
