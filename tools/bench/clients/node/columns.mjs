/** Reading by the rules of `values.ts`, and rows to write. */

import { ruleOf, valueOf } from './values.mjs';

const digests = {
  int: (value) => value,
  bigint: (value) => value.low >>> 0,
  double: (value) => value * 8,
  boolean: (value) => (value ? 1 : 0),
  text: (value) => value.length,
  uuid: (value) => value.getBuffer()[15],
  timestamp: (value) => value.getTime() % 2 ** 32,
  blob: (value) => value.length + value[0],
  'list<int>': (value) => value.reduce((sum, each) => sum + each, 0),
  'set<text>': (value) => value.reduce((sum, each) => sum + each.length, 0),
  'map<text,int>': (value) => {
    let sum = 0;
    for (const key in value) sum += key.length + value[key];
    return sum;
  },
  address: (value) => value.street.length + value.number,
  vector: (value) => {
    let sum = 0;
    for (let i = 0; i < value.length; i++) sum += value[i] * 8;
    return sum;
  },
};

/** What each column adds to a sum; a driver may have `own` rules for types that are others with it. */
export const columnReaders = (names, columnTypes, own = {}) =>
  columnTypes.map((type, i) => {
    const digest = ruleOf({ ...digests, ...own }, type);
    // A function of its own for each column, so that the engine can make the access to its property direct.
    return new Function('digest', `return (row) => digest(row[${JSON.stringify(names[i])}])`)(digest);
  });

/** Values that are dear to make are made before, so that the driver is measured. */
export const columnWriters = (columnTypes, types) =>
  columnTypes.map((type) => {
    const values = Array.from({ length: 1024 }, (_, i) =>
      valueOf(type, i & (type.startsWith('blob') ? 15 : 1023), types),
    );
    return (i) => values[i];
  });
