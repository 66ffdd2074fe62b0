export { AddressResolver } from './address-resolver';
export { each, eachSeries, map, mapSeries, parallel, series } from './callback-flow';
export { times, timesLimit, timesSeries, whilst } from './callback-flow';
export { HashSet } from './hash-set';
export { deepExtend, emptyArray, emptyObject, extend, objectValues } from './plain-object';
export { binarySearch, funcCompare, insertSorted, propCompare } from './sorted-array';

export const allocBuffer = Buffer.alloc;
export const allocBufferUnsafe = Buffer.allocUnsafe;
export const allocBufferFromArray = Buffer.from;
export const allocBufferFromString = Buffer.from;

/** The first whole number whose neighbours a `Number` cannot tell apart: 2^53. */
export const maxInt = 9007199254740992;

export const arrayIterator = <T>(array: T[]): IterableIterator<T> => array[Symbol.iterator]();

export function iteratorToArray<T>(iterator: Iterator<T>): T[] {
  return [...{ [Symbol.iterator]: () => iterator }];
}

export function noop(): void {
  // What takes a function is given one that does nothing.
}

/** A text some times over; null for none. */
export const stringRepeat = (text: string, times: number): string | null =>
  times > 0 ? text.repeat(times) : null;

/** Puts the items of an array into any order. */
export function shuffleArray<T>(array: T[]): T[] {
  for (let i = array.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [array[i], array[j]] = [array[j]!, array[i]!];
  }
  return array;
}
