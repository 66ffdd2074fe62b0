const lengthOf = (type) => Number(type.split(':')[1] ?? 0);

/** What each type has in row i; `digests` of `values.ts` are what these add up to. */
const rules = {
  int: (i) => i,
  bigint: (i, types) => types.Long.fromNumber(1_000_003).multiply(i),
  double: (i) => i / 8,
  boolean: (i) => i % 2 === 1,
  text: (i, _types, length) => (length > 0 ? String(i).padEnd(length, 'x') : `row ${i}`),
  uuid: (i, types) => types.Uuid.fromString(`00000000-0000-4000-8000-${i.toString(16).padStart(12, '0')}`),
  timestamp: (i) => new Date(1_700_000_000_000 + i),
  blob: (i, _types, length) => Buffer.alloc(length, i & 0xff),
  'list<int>': (i) => [i, i + 1, i + 2, i + 3, i + 4],
  'set<text>': (i) => [`a${i}`, `b${i}`, `c${i}`],
  'map<text,int>': (i) => ({ a: i, b: i + 1, c: i + 2 }),
  address: (i) => ({ street: `street ${i}`, number: i }),
  vector: (i, types, length) =>
    new types.Vector(
      Array.from({ length }, (_, k) => (i + k) / 8),
      'float',
    ),
};

/** A type that is written `list<int>` has its own rule, one that is written `text:200` that of `text`. */
export const ruleOf = (table, type) => table[type] ?? table[type.split(':')[0]];

export const valueOf = (type, i, types) => ruleOf(rules, type)(i, types, lengthOf(type));
