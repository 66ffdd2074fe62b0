import type { ColumnType, Table } from './workloads.js';

const lengthOf = (type: ColumnType): number => Number(type.split(':')[1] ?? 0);

/** The name of a type in CQL. */
export function cqlType(type: ColumnType): string {
  const name = type.split(':')[0] ?? type;
  if (name === 'vector') return `vector<float, ${lengthOf(type)}>`;
  if (name === 'address') return 'frozen<address>';
  return name;
}

/** What a client adds up for a value that it has read, modulo 2^32. */
function digestOf(type: ColumnType, i: number): number {
  const length = lengthOf(type);
  const digits = String(i).length;
  switch (type.split(':')[0]) {
    case 'int':
      return i;
    case 'bigint':
      return Number(BigInt.asUintN(32, BigInt(i) * 1_000_003n));
    case 'double':
      return i;
    case 'boolean':
      return i % 2;
    case 'text':
      return length > 0 ? length : `row ${i}`.length;
    case 'uuid':
      return i & 0xff;
    case 'timestamp':
      return Number(BigInt.asUintN(32, 1_700_000_000_000n + BigInt(i)));
    case 'blob':
      return length + (i & 0xff);
    case 'list<int>':
      return 5 * i + 10;
    case 'set<text>':
      return 3 * (digits + 1);
    case 'map<text,int>':
      return 3 + 3 * i + 3;
    case 'address':
      return `street ${i}`.length + i;
    default:
      return length * i + (length * (length - 1)) / 2;
  }
}

/** What a client adds up that reads a partition of `rows` rows once, keys included. */
export function digestOfPartition(table: Table, rows: number): number {
  let digest = 0;
  for (let i = 0; i < rows; i++) {
    digest += -rows + i;
    for (const type of table.columns) digest += digestOf(type, i);
    digest %= 2 ** 32;
  }
  return ((digest % 2 ** 32) + 2 ** 32) % 2 ** 32;
}
