import type { Step } from '../progress.js';
import { count, type Events } from './results.js';

const lineEveryMs = 30_000;

/** Counts what has ended across processes and estimates the time left. */
export class Tally {
  readonly #expected: number;
  readonly #step: Step;
  readonly #started = performance.now();
  readonly #counts = new Map<string, ReturnType<typeof count>>();
  #line = performance.now();

  /** `expected` is how many tests there should be, 0 when that is unknown. */
  constructor(expected: number, step: Step) {
    this.#expected = expected;
    this.#step = step;
  }

  update(batch: string, events: Events): void {
    this.#counts.set(batch, count(events.ended));
    const text = this.#describe(performance.now() - this.#started);
    this.#step.report(text);
    if (process.stderr.isTTY || performance.now() - this.#line < lineEveryMs) return;
    this.#line = performance.now();
    process.stderr.write(`  ${text}\n`);
  }

  #describe(elapsedMs: number): string {
    const [pass, fail, skip] = (['pass', 'fail', 'skip'] as const).map((outcome) =>
      [...this.#counts.values()].reduce((sum, counts) => sum + counts[outcome], 0),
    ) as [number, number, number];
    const done = pass + fail + skip;
    const left = this.#expected - done;
    const text = `${done}${left > 0 ? ` of ${this.#expected}` : ''}: ${pass} passed, ${fail} failed, ${skip} skipped`;
    if (left <= 0 || done === 0) return text;
    return `${text}, about ${Math.ceil((elapsedMs / done / 1000) * left)} s left`;
  }
}
