import type { Metadata } from '.';
import { EventDebouncer } from './event-debouncer';
import type { Keyspace } from './keyspace';

/** A change of the schema as the core tells it, with the words of the protocol. */
export interface CoreSchemaChange {
  change: 'CREATED' | 'UPDATED' | 'DROPPED';
  target: 'KEYSPACE' | 'TABLE' | 'TYPE' | 'FUNCTION' | 'AGGREGATE';
  keyspace: string;
  /** What changed in the keyspace; null when that is not known. */
  name: string | null;
}

/** A change of the schema as the legacy driver tells it. */
export interface SchemaChangeEvent {
  keyspace: string;
  isKeyspace?: boolean;
  schemaChangeType: string;
  /** A table or a materialized view. */
  table?: string | null;
  udt?: string | null;
  functionName?: string | null;
  aggregate?: string | null;
}

/** Keeps metadata up to date: what changed is forgotten, or read again when it is a keyspace. */
export class SchemaChanges {
  private readonly debouncer: EventDebouncer;

  /** @param delay How long to wait for further changes, in milliseconds. */
  constructor(
    private readonly metadata: Metadata,
    delay: number,
  ) {
    this.debouncer = new EventDebouncer(delay, (level, message) => metadata.log(level, message));
  }

  /**
   * Takes a change, and is done when the metadata has it.
   *
   * @param processNow Whether not to wait for further changes.
   */
  handle(event: SchemaChangeEvent, processNow: boolean): Promise<void> {
    const { keyspace } = event;
    if (event.isKeyspace) {
      if (event.schemaChangeType !== 'DROPPED') return this.reread(keyspace, processNow);
      // When it is created anew before the wait is over, that is what counts.
      const drop = () => Reflect.deleteProperty(this.metadata.keyspaces, keyspace);
      return this.debouncer.eventReceived({ handler: drop, keyspace, cqlObject: null }, processNow);
    }
    const known = this.metadata.keyspaces[keyspace];
    // What has not been read need not be forgotten.
    if (!known) return Promise.resolve();
    const cqlObject = event.table ?? event.udt ?? event.functionName ?? event.aggregate;
    if (!cqlObject) return this.reread(keyspace, processNow);
    const handler = () => forget(known, event);
    return this.debouncer.eventReceived({ handler, keyspace, cqlObject }, processNow);
  }

  private reread(keyspace: string, processNow: boolean): Promise<void> {
    const handler = () => this.metadata.refreshKeyspace(keyspace);
    return this.debouncer.eventReceived({ handler, keyspace }, processNow);
  }

  /** Does nothing more. */
  shutdown(): void {
    this.debouncer.shutdown();
  }
}

/** Says in the legacy driver's words what the core tells. */
export function legacyEvent({ change, target, keyspace, name }: CoreSchemaChange): SchemaChangeEvent {
  const event = { keyspace, schemaChangeType: change };
  switch (target) {
    case 'KEYSPACE':
      return { ...event, isKeyspace: true };
    case 'TABLE':
      return { ...event, table: name };
    case 'TYPE':
      return { ...event, udt: name };
    case 'FUNCTION':
      return { ...event, functionName: name };
    case 'AGGREGATE':
      return { ...event, aggregate: name };
  }
}

function forget(keyspace: Keyspace, { table, udt, functionName, aggregate }: SchemaChangeEvent): void {
  if (table) {
    Reflect.deleteProperty(keyspace.tables, table);
    forgetViews(keyspace, table);
  }
  if (udt) Reflect.deleteProperty(keyspace.udts, udt);
  if (functionName) Reflect.deleteProperty(keyspace.functions, functionName);
  if (aggregate) Reflect.deleteProperty(keyspace.aggregates, aggregate);
}

/** No server tells that a view changed because its table did. */
function forgetViews(keyspace: Keyspace, changed: string): void {
  for (const [name, view] of Object.entries(keyspace.views)) {
    if (name === changed || view.tableName === changed) Reflect.deleteProperty(keyspace.views, name);
  }
}
