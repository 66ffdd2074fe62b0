/** Takes an error or, when there is none and `err` is null, a value. The types are those of the legacy driver. */
export type ValueCallback<T> = (err: Error, value: T) => void;

/** Takes an error, or null. */
export type EmptyCallback = (err: Error) => void;

/** Whether an argument is a callback: programs leave out those that may stand before it. */
export const isCallback = (given: unknown): given is (err: any, value?: any) => void =>
  typeof given === 'function';

/** Delivers to a callback when there is one; else returns the promise. What a callback throws is not caught. */
export function toCallback<T>(
  promise: Promise<T>,
  callback: ValueCallback<T> | null | undefined,
): Promise<T> | undefined {
  if (!callback) return promise;
  promise.then(
    (value) => process.nextTick(callback, null, value),
    (err) => process.nextTick(callback, err),
  );
  return undefined;
}
