import type { Client } from './client';
import { legacyError } from './core-error';
import type { RequestExecution } from './request-execution';
import type { Note } from './response-reader';
import type { RequestObserver } from './tracker/request-observer';

/** Every answer begins with its kind. */
const RESULT_KIND_LENGTH = 4;

/** Tells the observers of a client what happened to a request. */
export function tellOf(
  note: Note,
  execution: RequestExecution | undefined,
  client: Client,
  observer: RequestObserver,
): void {
  if (note.what === 'speculativeExecution') return observer.onSpeculativeExecution();
  const error = note.error && legacyError(note.error);
  if (note.what !== 'attempt') {
    if (note.what === 'retry') return observer.onRetry(error!);
    if (note.what === 'ignore') return observer.onIgnore(error!);
    return client.metrics.onConnectionError(error!);
  }
  const host = note.host === null ? undefined : client.hosts.get(note.host);
  // A try that reached no host says nothing about one.
  if (!execution || !host || note.error?.kind === 'ConnectionFailed') return;
  const { query, params, options } = execution;
  observer.onAttempt({
    host,
    query,
    parameters: params,
    options,
    requestLength: note.requestLength,
    responseLength: error ? 0 : RESULT_KIND_LENGTH + note.responseLength,
    error,
    latency: [note.seconds, note.nanoseconds],
  });
}
