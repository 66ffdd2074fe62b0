import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '../client';
import type { SchemaSource } from './schema-source';

/** How long after a look at the versions of the schema the next one follows. */
const INTERVAL_MS = 500;

/** The connection whose host is asked for the versions of the schema. */
export type Asked = NonNullable<SchemaSource['connection']>;

/** Waits until the hosts have the same schema, as long as `maxSchemaAgreementWaitSeconds` says; whether they have. */
export async function schemaAgreement({ hosts, metadata, options }: Client, asked: Asked): Promise<boolean> {
  if (hosts.length === 1) return true;
  const end = Date.now() + options.protocolOptions.maxSchemaAgreementWaitSeconds * 1000;
  do {
    if (await metadata.compareSchemaVersions(asked)) return true;
    await delay(INTERVAL_MS);
  } while (Date.now() < end);
  return false;
}
