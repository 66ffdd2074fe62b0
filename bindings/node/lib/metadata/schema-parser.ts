import type { UdtResolver } from '../codec/schema-type';
import { ColumnFamilyReader } from './column-family-reader';
import type { SchemaOptions, SchemaReader } from './schema-reader';
import type { SchemaSource } from './schema-source';
import { SystemSchemaReader, VirtualSchemaReader } from './system-schema-reader';

export { isDoneForToken } from './replication';

/**
 * The reader of the schema of a version of the server: the current one, if it is right for it.
 *
 * @param version The numbers of the version; without them the oldest is assumed.
 */
export function getByVersion(
  options: SchemaOptions,
  source: SchemaSource,
  resolveUdt: UdtResolver,
  version?: number[],
  current?: SchemaReader,
): SchemaReader {
  const Reader = readerOf(version?.[0] ?? 0);
  return current instanceof Reader ? current : new Reader(options, source, resolveUdt);
}

function readerOf(major: number): typeof ColumnFamilyReader | typeof SystemSchemaReader {
  if (major >= 4) return VirtualSchemaReader;
  return major === 3 ? SystemSchemaReader : ColumnFamilyReader;
}
