export type Callback<T> = (err?: any, value?: T) => void;

/** Delivers to a callback when there is one; else returns the promise. What a callback throws is not caught. */
export function toCallback<T>(
  promise: Promise<T>,
  callback: Callback<T> | null | undefined,
): Promise<T> | undefined {
  if (!callback) return promise;
  promise.then(
    (value) => process.nextTick(callback, null, value),
    (err) => process.nextTick(callback, err),
  );
  return undefined;
}
