import { isVector, type ColumnType, type UdtInfo } from '../codec/column-type';
import type { UdtResolver } from '../codec/schema-type';
import { dataTypes } from '../types/data-types';

/**
 * Replaces hints that are names of types by the types, of which user-defined ones have their fields then.
 *
 * @param keyspace Where a type is whose name tells no keyspace.
 * @throws TypeError for a name that no type has.
 */
export async function resolveHints(
  hints: unknown[],
  keyspace: string | null | undefined,
  resolveUdt: UdtResolver,
): Promise<void> {
  for (const [i, hint] of hints.entries()) {
    if (typeof hint !== 'string') continue;
    const type = dataTypes.getByName(hint);
    await resolve(type, keyspace, resolveUdt);
    hints[i] = type;
  }
}

async function resolve(
  type: ColumnType,
  keyspace: string | null | undefined,
  resolveUdt: UdtResolver,
): Promise<void> {
  if (type.code === dataTypes.udt) {
    type.info = await definition(type.info as string, keyspace, resolveUdt);
    return;
  }
  for (const part of partsOf(type)) await resolve(part, keyspace, resolveUdt);
}

function partsOf(type: ColumnType): ColumnType[] {
  switch (type.code) {
    case dataTypes.list:
    case dataTypes.set:
      return [type.info as ColumnType];
    case dataTypes.map:
    case dataTypes.tuple:
      return type.info as ColumnType[];
    default:
      return isVector(type) ? [type.info[0] as ColumnType] : [];
  }
}

async function definition(
  written: string,
  keyspace: string | null | undefined,
  resolveUdt: UdtResolver,
): Promise<UdtInfo> {
  const names = (written.match(/"(?:[^"]|"")*"|[^".\s]+/g) ?? []).map(plainName);
  const [home, name] = names.length > 1 ? [names[0], names[1]] : [keyspace, names[0]];
  if (!home) throw new TypeError(`No keyspace specified for udt: ${written}`);
  const found = await resolveUdt(home, name ?? '');
  if (!found) throw new TypeError(`User defined type not found: ${home}.${name}`);
  return found;
}

/** A name as the server has it: in lower case, unless it stands in quotes. */
function plainName(written: string): string {
  return written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written.toLowerCase();
}
