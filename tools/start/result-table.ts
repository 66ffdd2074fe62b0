import type { LanguageResult } from './verdict.js';

const columns = ['language', 'API', 'rows written', 'rows read', 'from', 'checksum', 'ops/s', 'rows read/s'];
const numeric = new Set(['rows written', 'rows read', 'ops/s', 'rows read/s']);

function number(value: number | undefined): string {
  return value === undefined ? '-' : value.toLocaleString('en-US');
}

/** The checksum that the language read, with the one that it wrote when they differ. */
function checksums({ write, read }: LanguageResult): string {
  return [...new Set([write?.checksum, read?.checksum])].filter((sum) => sum !== undefined).join(' / ');
}

function cells(result: LanguageResult): string[] {
  const { language, api, write, read } = result;
  return [
    ...[language, api, number(write?.rows), number(read?.rows), read?.writer ?? '-', checksums(result)],
    ...[number(write?.ops_per_second), number(read?.rows_per_second)],
  ];
}

/** One line per language under a header; numbers stand on the right. */
export function resultTable(results: readonly LanguageResult[]): string {
  const rows = [columns, ...results.map(cells)];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return numeric.has(columns[index] ?? '') ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const [header = [], ...body] = rows;
  return [line(header), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(line)].join('\n');
}
