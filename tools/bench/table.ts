import type { FigureName, Line } from './bench.js';

const head = [
  '',
  'workload',
  'at',
  'driver',
  'CPU µs/op',
  'main µs/op',
  'ops/s',
  'p50 µs',
  'p99 µs',
  'RSS MiB',
];
const widths = [7, 16, 4, 28, 22, 16, 9, 9, 9, 8];

const row = (cells: readonly string[]): string =>
  cells
    .map((cell, i) => (i < 4 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
    .join(' ')
    .trimEnd();

export const tableHead = (): string => row(head);

/** One line of the table: the middle of each figure, and the spread of the one that matters most. */
export function tableRow(line: Line): string {
  const { language, workload, concurrency, subject, cannot } = line;
  if (cannot !== undefined) return row([language, workload, String(concurrency), subject, cannot]);
  const median = (name: FigureName): number | undefined => line.figures[name]?.median;
  const shown = (value: number | undefined, digits: number): string => value?.toFixed(digits) ?? '';
  const cpu = line.figures.cpu_us_per_op;
  const range = cpu && cpu.min !== cpu.max ? ` (${cpu.min.toFixed(1)}–${cpu.max.toFixed(1)})` : '';
  return row([
    language,
    workload,
    String(concurrency),
    subject,
    `${shown(cpu?.median, 1)}${range}`,
    shown(median('main_thread_us_per_op'), 1),
    shown(median('ops_per_second'), 0),
    shown(median('p50_us'), 0),
    shown(median('p99_us'), 0),
    shown((median('rss_kib') ?? Number.NaN) / 1024, 0),
  ]);
}

/** What ours costs as a part of what the other costs, for each figure that both have. */
export function ratios(lines: readonly Line[]): readonly string[] {
  const ours = lines.filter(({ subject }) => subject === 'ours');
  return ours.flatMap((line) => {
    const same = (other: Line): boolean =>
      other.language === line.language &&
      other.workload === line.workload &&
      other.concurrency === line.concurrency &&
      other.subject !== 'ours' &&
      other.cannot === undefined;
    return lines.filter(same).map((other) => {
      const of = (name: FigureName): string => {
        const [a, b] = [line.figures[name]?.median, other.figures[name]?.median];
        return a !== undefined && b ? (a / b).toFixed(2) : '';
      };
      const cells = [of('cpu_us_per_op'), of('main_thread_us_per_op'), of('ops_per_second')];
      const times = [of('p50_us'), of('p99_us'), of('rss_kib')];
      return row([
        line.language,
        line.workload,
        String(line.concurrency),
        `/ ${other.subject}`,
        ...cells,
        ...times,
      ]);
    });
  });
}
