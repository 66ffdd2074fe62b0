type Compare<T> = (a: T, b: T) => number;

/** Where a key stands in a sorted array; when it does not, the complement of where it would. */
export function binarySearch<T>(sorted: readonly T[], key: T, compare: Compare<T>): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = compare(sorted[middle]!, key);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return ~low;
}

/** Inserts an item where it belongs. */
export function insertSorted<T>(sorted: T[], item: T, compare: Compare<T>): void {
  const found = binarySearch(sorted, item, compare);
  sorted.splice(found < 0 ? ~found : found, 0, item);
}

/** Orders values that can be compared. */
function order(a: any, b: any): number {
  if (a > b) return 1;
  return a < b ? -1 : 0;
}

/** Orders objects by a property. */
export function propCompare(name: string): Compare<any> {
  return (a, b) => order(a[name], b[name]);
}

/** Orders objects by what a method returns; those that have no such method stay as they are. */
export function funcCompare(name: string, args: unknown[] = []): Compare<any> {
  return (a, b) => (a[name] === undefined ? 0 : order(a[name](...args), b[name](...args)));
}
