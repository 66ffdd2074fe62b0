import { setTimeout as delay } from 'node:timers/promises';
import type { InetAddress } from '../types/inet-address';
import type { Uuid } from '../types/uuid';
import type { SchemaSource } from './schema-source';

const ATTEMPTS = 5;
const ATTEMPT_DELAY_MS = 400;

/** What the server noted while it executed a request. */
export interface QueryTrace {
  requestType: string;
  coordinator: InetAddress;
  parameters: { [key: string]: any };
  /** A `Date`; the legacy driver's types say a number. */
  startedAt: any;
  /** In microseconds. */
  duration: number;
  /** An `InetAddress`; null before Cassandra 2.2. */
  clientAddress: any;
  events: QueryTraceEvent[];
}

/** A step of a request. */
export interface QueryTraceEvent {
  id: Uuid;
  activity: string;
  /** The node that took the step. */
  source: InetAddress;
  /** In microseconds since the node began. */
  elapsed: number;
  thread: string;
}

/**
 * Reads a trace. The server writes it after its answer, and its duration last of all.
 *
 * @throws Error when it is not complete after a while.
 */
export async function readTrace(
  source: SchemaSource,
  id: Uuid,
  consistency: number | null | undefined,
): Promise<QueryTrace> {
  const query = (table: string) =>
    source.query({ query: `SELECT * FROM system_traces.${table} WHERE session_id=${id}`, consistency });
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const session = (await query('sessions')).rows[0];
    if (typeof session?.duration !== 'number') {
      await delay(ATTEMPT_DELAY_MS);
      continue;
    }
    return {
      requestType: session.request,
      coordinator: session.coordinator,
      parameters: session.parameters,
      startedAt: session.started_at,
      duration: session.duration,
      clientAddress: session.client,
      events: (await query('events')).rows.map((row) => ({
        id: row.event_id,
        activity: row.activity,
        source: row.source,
        elapsed: row.source_elapsed,
        thread: row.thread,
      })),
    };
  }
  throw new Error(`Trace ${id.toString()} could not fully retrieved after ${ATTEMPTS} attempts`);
}
