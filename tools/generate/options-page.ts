/** The page of a language that tells what becomes of each option of its legacy driver. */

import type { Schema } from './schema.js';

const fates: Readonly<Record<string, string>> = {
  core: 'honoured',
  binding: 'honoured',
  'no-op': 'no effect',
  rejected: 'refused',
};

/** Renders the options of a language below what is said about all of them. */
export function optionsPage(
  { legacy_options: options }: Schema,
  language: string,
  introduction: readonly string[],
): string {
  const rows = options
    .filter((option) => option.language === language)
    .map(({ name, default: value, fate, why }) => [
      `\`${name}\``,
      value,
      `${fates[fate]}${why === null ? '' : `: ${why}`}`,
    ]);
  return [
    '<!-- Generated from the tables of core by `unicql-dev generate`. Do not edit. -->',
    '',
    ...introduction,
    '',
    ...table(['option', 'default', 'here'], rows),
    '',
  ].join('\n');
}

/** A table with columns of equal width, as the formatter of the repository writes it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}
