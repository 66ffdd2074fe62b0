import { memoryGrowth } from '../chaos/verdict.js';
import type { SoakReport } from './soak.js';

/** What a soak shows against the driver; nothing when all is well. */
export function complaints(report: SoakReport): string[] {
  const { before, after } = report;
  const found = Object.entries(report.errors).map(([error, count]) => `${count} times ${error}`);
  const memory = memoryGrowth(report.memory);
  if (memory) found.push(`memory grew from ${memory.early} to ${memory.late} KiB`);
  const heap = memoryGrowth(report.heap);
  if (heap) found.push(`the heap of JavaScript grew from ${heap.early} to ${heap.late} KiB`);
  if (after.descriptors > before.descriptors) {
    found.push(`${after.descriptors - before.descriptors} file descriptors are left after shutdown`);
  }
  const left = surplus(after.resources, before.resources);
  if (left.length > 0) found.push(`left after shutdown: ${left.join(', ')}`);
  return found;
}

/** What there is more of than before. */
function surplus(now: readonly string[], before: readonly string[]): string[] {
  const rest = [...before];
  return now.filter((name) => {
    const at = rest.indexOf(name);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}
