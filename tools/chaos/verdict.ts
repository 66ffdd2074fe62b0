import type { LoadReport } from './load.js';

/** How much later than its timeout a request may end. */
const graceMs = 1000;
/** How much more memory the end of a run may take than its beginning after the warm-up. */
const growthFactor = 1.1;
const growthKib = 8 * 1024;

/** Resident memory after the warm-up and at the end, as medians; nothing for a run that was too short to tell. */
export function memoryTrend(samples: readonly number[]): { early: number; late: number } | undefined {
  if (samples.length < 20) return undefined;
  const part = (from: number, to: number) =>
    median(samples.slice(Math.floor(samples.length * from), Math.floor(samples.length * to)));
  return { early: part(0.2, 0.4), late: part(0.8, 1) };
}

/** The trend of a run that takes more and more memory. */
export function memoryGrowth(samples: readonly number[]): { early: number; late: number } | undefined {
  const trend = memoryTrend(samples);
  if (!trend) return undefined;
  return trend.late > Math.max(trend.early * growthFactor, trend.early + growthKib) ? trend : undefined;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Errors that no harm to a node explains: there is nothing wrong with the requests. */
const unexplained = ['Invalid', 'Syntax', 'Unprepared', 'BadFrame', 'Internal'];

/** What a run shows against the driver; nothing when all is well. */
export function complaints(report: LoadReport): string[] {
  const found: string[] = [];
  if (report.acknowledged === 0) found.push('no write was acknowledged');
  if (report.lost > 0) {
    const [writer, number] = report.firstLost ?? [];
    found.push(
      `${report.lost} acknowledged writes were lost, the first is number ${number} of writer ${writer}`,
    );
  }
  if (report.wrong > 0) found.push(`${report.wrong} writes have another value`);
  if (report.slowestMs > report.timeoutMs + graceMs) {
    found.push(`a request took ${report.slowestMs} ms, its timeout is ${report.timeoutMs} ms`);
  }
  if (report.inFlightAfter > 0) found.push(`${report.inFlightAfter} requests are in flight after the end`);
  for (const kind of unexplained) {
    const count = report.errors[kind];
    if (count) found.push(`${count} requests failed as ${kind}: ${report.firstErrors[kind]}`);
  }
  const { before, after } = report.descriptors;
  if (after > before) found.push(`${after - before} file descriptors are left after close`);
  const memory = memoryGrowth(report.memory);
  if (memory) found.push(`memory grew from ${memory.early} to ${memory.late} KiB`);
  return found;
}
