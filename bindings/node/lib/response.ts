import { legacyError } from './core-error';
import type { RequestExecution } from './request-execution';
import { Kind, type Outcome, type Trail } from './response-reader';
import type { Response } from './types/result-set';

/** Every host that was asked, with why it failed; `null` for one that answered, or was given up. */
export function triedHosts(
  coordinator: string,
  trail: Trail | undefined,
  execution: RequestExecution | null,
): Record<string, Error | null> {
  const tried: Record<string, Error | null> = {};
  for (const { host, error } of trail?.tried ?? []) tried[host] = error && legacyError(error);
  if (!(coordinator in tried)) tried[coordinator] = null;
  return execution?.plan ? Object.assign(tried, execution.down()) : tried;
}

function payload(written: Record<string, string | null>): Record<string, Buffer> {
  const entries = Object.entries(written).map(([name, bytes]) => [
    name,
    bytes === null ? null : Buffer.from(bytes, 'hex'),
  ]);
  return Object.fromEntries(entries) as Record<string, Buffer>;
}

/** Of most results, nothing of this is told. */
const NO_FLAGS = Object.freeze({});

/** What a result set is made of. */
export function response(outcome: Outcome): Response {
  const { shape, pageState, traceId, extra } = outcome;
  const flagged = traceId !== undefined || extra.warnings !== undefined || extra.payload !== undefined;
  const customPayload = extra.payload && payload(extra.payload);
  const flags = flagged ? { traceId, warnings: extra.warnings, customPayload } : NO_FLAGS;
  if (outcome.kind !== Kind.rows || !shape) return { flags };
  const rows = shape.decode(outcome.slab, outcome.rowsOffset, outcome.rowCount);
  return { flags, rows, meta: { columns: shape.columns, pageState } };
}
