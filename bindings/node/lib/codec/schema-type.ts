import { dataTypes, type DataTypeName } from '../types/data-types';
import type { ColumnType, UdtInfo } from './column-type';
import { splitParameters } from './parameters';

/** Finds a user-defined type by its keyspace and name; null when there is none. */
export type UdtResolver = (keyspace: string, name: string) => Promise<UdtInfo | null | undefined>;

/**
 * Reads a type that the server writes in CQL, as Cassandra from 3.0 on does in its system tables.
 *
 * @param keyspace Where the names of user-defined types belong.
 * @throws TypeError for a type that is neither known nor a user-defined type of the keyspace.
 */
export async function parseSchemaType(
  keyspace: string,
  written: string,
  resolveUdt: UdtResolver,
): Promise<ColumnType> {
  const name = written.trim();
  if (name.startsWith("'")) return { code: dataTypes.custom, info: name.slice(1, -1) };
  const thawed = /^frozen<(.*)>$/s.exec(name)?.[1];
  const frozen = thawed !== undefined;
  const plain = thawed ?? name;
  const [, outer, inside] = /^(list|set|map|tuple|vector)<(.*)>$/s.exec(plain) ?? [];
  if (inside === undefined) return await namedType(keyspace, plain, frozen, resolveUdt);
  const parts = splitParameters(inside, '<', '>');
  const parse = (part: string) => parseSchemaType(keyspace, part, resolveUdt);
  const options = { frozen };
  switch (outer) {
    case 'list':
    case 'set':
      if (parts.length !== 1) throw notValid(name);
      return { code: dataTypes[outer], info: await parse(parts[0]!), options };
    case 'map':
      if (parts.length !== 2) throw notValid(name);
      return { code: dataTypes.map, info: await Promise.all(parts.map(parse)), options };
    case 'tuple':
      return { code: dataTypes.tuple, info: await Promise.all(parts.map(parse)), options };
    default: {
      if (parts.length !== 2) throw notValid(name);
      const info = [await parse(parts[0]!), parseInt(parts[1]!, 10)];
      return { code: dataTypes.custom, info, customTypeName: 'vector' };
    }
  }
}

async function namedType(
  keyspace: string,
  written: string,
  frozen: boolean,
  resolveUdt: UdtResolver,
): Promise<ColumnType> {
  const quoted = written.startsWith('"');
  const name = quoted ? written.slice(1, -1).replaceAll('""', '"') : written;
  if (!quoted && name === 'empty') return { code: dataTypes.custom, info: 'empty' };
  if (!quoted && Object.hasOwn(dataTypes, name)) {
    const code: unknown = dataTypes[name as DataTypeName];
    if (typeof code === 'number') return { code, info: null };
  }
  const info = await resolveUdt(keyspace, name);
  if (!info) throw new TypeError(`Not a valid type "${name}"`);
  return { code: dataTypes.udt, info, options: { frozen } };
}

function notValid(name: string): TypeError {
  return new TypeError(`Not a valid type ${name}`);
}
