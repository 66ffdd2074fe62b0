import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../failure.js';
import { repositoryRoot } from '../../root.js';
import type { Report } from './data.js';
import { percent } from './page.js';

/** The table of parity for a README, its columns aligned. */
export function renderMarkdown({ languages }: Pick<Report, 'languages'>): string {
  const head = [
    'language',
    'legacy driver',
    'part of its suite',
    'tests that pass here',
    'public names provided',
  ];
  const rows = languages.flatMap(({ driver, language, parts, surface }) => {
    const names = `${surface.good} of ${surface.all} (${percent(surface)})`;
    if (parts.length === 0) return [[language, driver, 'not measured yet', '', names]];
    return parts.map(({ part, ...share }, index) => [
      ...(index === 0 ? [language, driver] : ['', '']),
      part,
      `${share.good} of ${share.all} (${percent(share)})`,
      index === 0 ? names : '',
    ]);
  });
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return `${[head, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n')}\n`;
}

const [begin, end] = ['<!-- parity: `npx unicql-dev legacy report --readme` -->', '<!-- /parity -->'];
const readme = join(repositoryRoot, 'README.md');

/** A README with the table between its marks. */
export function withTable(text: string, report: Pick<Report, 'languages'>): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from)
    throw new Failure('unexpected', `the README has no place for the table: ${begin}`);
  return `${text.slice(0, from + begin.length)}\n\n${renderMarkdown(report)}\n${text.slice(to)}`;
}

export const readReadme = (): Promise<string> => readFile(readme, 'utf8');

/** Puts the table into the README of this repository and returns its path. */
export async function writeReadme(report: Report): Promise<string> {
  await writeFile(readme, withTable(await readReadme(), report));
  return readme;
}
