/** Takes an error, or null and what was made. */
export type Done = (err?: any, result?: any) => void;

/** A step of something that is done by index. */
type Step = (index: number, done: Done) => void;

const ignore: Done = () => {};

function requireArray(value: unknown): void {
  if (!Array.isArray(value)) throw new TypeError('First parameter must be an Array');
}

/** Calls back once, with the first error or when all steps of a number are done. */
function whenAllDone(count: number, callback: Done, result?: unknown): Done {
  let completed = 0;
  let report = callback;
  return (err) => {
    if (!err && ++completed < count) return;
    const once = report;
    report = ignore;
    once(err ?? null, err ? undefined : result);
  };
}

/** Starts all steps at once. */
function atOnce(count: number, step: Step, callback: Done, result?: unknown): void {
  if (!(count > 0)) return callback(null, result);
  const done = whenAllDone(count, callback, result);
  for (let i = 0; i < count; i++) step(i, done);
}

/** Starts each step when the one before it is done; calls back with the first error or the result of the last step. */
function inTurn(count: number, step: Step, callback: Done): void {
  let index = 0;
  let starting = false;
  const start = (): void => {
    starting = true;
    step(index++, next);
    starting = false;
  };
  const next: Done = (err, result) => {
    if (err) return callback(err);
    if (!(index < count)) return callback(null, result);
    // Steps that are done at once would fill the stack.
    if (starting) process.nextTick(start);
    else start();
  };
  next();
}

/** Calls a function with numbers from 0, all at once. */
export function times(count: number, step: Step, callback: Done = ignore): void {
  atOnce(+count, step, callback);
}

/** Calls a function with numbers from 0, one after the other. */
export function timesSeries(count: number, step: Step, callback: Done = ignore): void {
  inTurn(+count, step, callback);
}

/** Calls a function with numbers from 0, at most `limit` at once. */
export function timesLimit(count: number, limit: number, step: Step, callback: Done = ignore): void {
  let index = 0;
  let starting = false;
  const done = whenAllDone(count, callback);
  const start = (): void => {
    if (index >= count) return;
    starting = true;
    step(index++, next);
    starting = false;
  };
  const next: Done = (err) => {
    done(err);
    if (err) return;
    if (starting) process.nextTick(start);
    else start();
  };
  for (let i = Math.min(limit, count); i > 0; i--) start();
}

/** Calls a function with each item, all at once. */
export function each<T>(items: T[], step: (item: T, done: Done) => void, callback: Done = ignore): void {
  requireArray(items);
  atOnce(items.length, (i, done) => step(items[i]!, done), callback);
}

/** Calls a function with each item, one after the other. */
export function eachSeries<T>(
  items: T[],
  step: (item: T, done: Done) => void,
  callback: Done = ignore,
): void {
  requireArray(items);
  inTurn(items.length, (i, done) => step(items[i]!, done), callback);
}

/** Keeps what a step makes. */
function keeping<T>(results: unknown[], items: T[], step: (item: T, done: Done) => void): Step {
  return (index, done) =>
    step(items[index]!, (err, result) => {
      results[index] = result;
      done(err, results);
    });
}

/** Turns each item into another, all at once. */
export function map<T>(items: T[], step: (item: T, done: Done) => void, callback: Done = ignore): void {
  requireArray(items);
  const results = new Array<unknown>(items.length);
  atOnce(items.length, keeping(results, items, step), callback, results);
}

/** Turns each item into another, one after the other. */
export function mapSeries<T>(items: T[], step: (item: T, done: Done) => void, callback: Done = ignore): void {
  requireArray(items);
  const results = new Array<unknown>(items.length);
  inTurn(items.length, keeping(results, items, step), (err) => callback(err, err ? undefined : results));
}

/** Calls functions, all at once. */
export function parallel(steps: ((done: Done) => void)[], callback: Done = ignore): void {
  each(steps, (step, done) => step(done), callback);
}

/** Calls functions, one after the other, and delivers the result of the last. */
export function series(steps: ((done: Done) => void)[], callback: Done = ignore): void {
  eachSeries(steps, (step, done) => step(done), callback);
}

/** Calls a function again and again for as long as a condition holds. */
export function whilst(condition: () => boolean, step: (done: Done) => void, callback: Done = ignore): void {
  let starting = false;
  const start = (): void => {
    starting = true;
    step(next);
    starting = false;
  };
  const next: Done = (err) => {
    if (err) return callback(err);
    if (!condition()) return callback(null);
    if (starting) process.nextTick(start);
    else start();
  };
  next();
}
