import type { EventEmitter } from 'node:events';
import type { Done } from './callback-flow';

/** Waits for some milliseconds. */
export function delay(ms?: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms || 0));
}

/** The promise of what a function delivers to its callback. */
export function fromCallback<T>(start: (callback: Done) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    start((err, result: T) => (err ? reject(err as Error) : resolve(result)));
  });
}

/** The promise of the next event of a name, whose arguments are those of a callback. */
export function fromEvent<T>(emitter: EventEmitter, name: string): Promise<T> {
  return fromCallback((callback) => emitter.once(name, callback));
}

/** Calls a function with numbers from 0, at most `limit` at once. */
export async function times(
  count: number,
  limit: number,
  step: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) await step(next++);
  };
  await Promise.all(Array.from({ length: Math.min(limit, count) }, work));
}
