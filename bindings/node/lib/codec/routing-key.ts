import { inspect } from 'node:util';
import type { ExecutionOptions } from '../execution-options';
import { Token, TokenRange } from '../token';
import type { unset } from '../types/unset';

type Encoded = Buffer | null | typeof unset;

/** What encodes the parameter at an index. */
type EncodeParameter = (index: number) => Encoded;

/** What carries a routing key, and where its parts are among the parameters. */
export type RoutingOptions = Pick<ExecutionOptions, 'getRoutingIndexes' | 'getRoutingKey' | 'setRoutingKey'>;

/** The key of more than one column: `[short length][bytes][0]` of each; the bytes themselves of one. */
export function routingKeyOf(parts: readonly Buffer[]): Buffer {
  if (parts.length === 1) return parts[0]!;
  const end = Buffer.alloc(1);
  return Buffer.concat(
    parts.flatMap((part) => {
      const length = Buffer.allocUnsafe(2);
      length.writeUInt16BE(part.length);
      return [length, part, end];
    }),
  );
}

/** The key that some of the parameters make; `null` when one of them is missing or cannot be encoded. */
function keyOfParameters(indexes: readonly (number | undefined)[], encode: EncodeParameter): Buffer | null {
  const parts: Buffer[] = [];
  for (const index of indexes) {
    if (typeof index !== 'number') return null;
    const part = tryEncode(index, encode);
    if (!(part instanceof Buffer)) return null;
    parts.push(part);
  }
  return parts.length > 0 ? routingKeyOf(parts) : null;
}

/** A parameter that cannot be encoded fails the request later, with an error that says more. */
function tryEncode(index: number, encode: EncodeParameter): Encoded {
  try {
    return encode(index);
  } catch {
    return null;
  }
}

/** Sets the routing key to what the parameters at some indexes make; leaves it as it is when they make none. */
export function setRoutingKey(
  options: RoutingOptions,
  indexes: readonly (number | undefined)[] | null | undefined,
  encode: EncodeParameter,
): void {
  const key = indexes ? keyOfParameters(indexes, encode) : null;
  if (key) options.setRoutingKey(key);
}

/**
 * Brings the routing key that a user gave, in one part or several, into the form of the server.
 *
 * @returns Whether the user gave one.
 * @throws TypeError when it is something else.
 */
export function settleRoutingKey(options: RoutingOptions): boolean {
  const given: unknown = options.getRoutingKey();
  if (!given) return false;
  if (Array.isArray(given)) {
    options.setRoutingKey(given.every(Boolean) ? routingKeyOf(given as Buffer[]) : null!);
    return true;
  }
  if (given instanceof Buffer || given instanceof Token || given instanceof TokenRange) return true;
  throw new TypeError(
    `Unexpected routingKey '${inspect(given)}' provided. Expected Buffer, Array<Buffer>, Token, or TokenRange.`,
  );
}
