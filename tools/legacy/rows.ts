import { fileOf, titleOf } from './results.js';

/** Rows of tests, grouped by file so that no path is written twice: file → title → value. */
export type Rows<Value> = Readonly<Record<string, Readonly<Record<string, Value>>>>;

const byCodePoint = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;

export function toRows<Value>(tests: ReadonlyMap<string, Value>): Rows<Value> {
  const files: Record<string, Record<string, Value>> = {};
  for (const [id, value] of [...tests].sort(byCodePoint)) (files[fileOf(id)] ??= {})[titleOf(id)] = value;
  return files;
}

export function fromRows<Value>(rows: Rows<Value>): Map<string, Value> {
  return new Map(
    Object.entries(rows).flatMap(([file, titles]) =>
      Object.entries(titles).map(([title, value]) => [`${file} > ${title}`, value] as const),
    ),
  );
}

/** JSON with one line per row, so that a change of one test is a change of one line. */
export function renderRows<Value>(head: Readonly<Record<string, unknown>>, rows: Rows<Value>): string {
  const lines = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${indented(value)},`);
  const files = Object.entries(rows).map(([file, titles]) => {
    const inner = Object.entries(titles).map(
      ([title, value]) => `      ${JSON.stringify(title)}: ${JSON.stringify(value)}`,
    );
    return `    ${JSON.stringify(file)}: {\n${inner.join(',\n')}\n    }`;
  });
  return `{\n${[...lines, `  "tests": {\n${files.join(',\n')}\n  }`].join('\n')}\n}\n`;
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', '\n  ');
}
