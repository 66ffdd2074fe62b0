const INT32_MAX = 0x7fffffffn;
const INT64_MAX = 0x7fffffffffffffffn;

type Total = 'months' | 'days' | 'nanoseconds';
type Unit = [name: string, total: Total, factor: bigint];

const UNITS: Record<string, Unit> = {
  y: ['years', 'months', 12n],
  mo: ['months', 'months', 1n],
  w: ['weeks', 'days', 7n],
  d: ['days', 'days', 1n],
  h: ['hours', 'nanoseconds', 3_600_000_000_000n],
  m: ['minutes', 'nanoseconds', 60_000_000_000n],
  s: ['seconds', 'nanoseconds', 1_000_000_000n],
  ms: ['milliseconds', 'nanoseconds', 1_000_000n],
  us: ['microseconds', 'nanoseconds', 1_000n],
  µs: ['microseconds', 'nanoseconds', 1_000n],
  ns: ['nanoseconds', 'nanoseconds', 1n],
};
const ORDER = [
  'years',
  'months',
  'weeks',
  'days',
  'hours',
  'minutes',
  'seconds',
  'milliseconds',
  'microseconds',
  'nanoseconds',
];

const STANDARD = /^(\s*\d+(y|mo|w|d|h|s|ms|us|µs|ns|m))*\s*$/i;
const STANDARD_PIECE = /(\d+)(y|mo|ms|w|d|h|s|us|µs|ns|m)/gi;
const ISO = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const ISO_WEEKS = /^P(\d+)W$/;
const ISO_ALTERNATIVE = /^P(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})$/;
const ISO_UNITS = ['y', 'mo', 'd', 'h', 'm', 's'];

export interface DurationParts {
  months: number;
  days: number;
  nanoseconds: bigint;
}

/** Reads the text of a duration. */
export function parseDuration(input: string): DurationParts {
  const negative = input.startsWith('-');
  const source = negative ? input.slice(1) : input;
  const totals = { months: 0n, days: 0n, nanoseconds: 0n };
  let last = -1;
  for (const [count, symbol] of pieces(source)) {
    const [name, total, factor] = UNITS[symbol]!;
    last = inOrder(name, last);
    totals[total] += BigInt(count) * factor;
    // There is one more negative number than there are positive ones.
    const limit = total === 'nanoseconds' ? INT64_MAX + (negative ? 1n : 0n) : INT32_MAX;
    if (totals[total] > limit) {
      throw new TypeError(`Invalid duration. The total number of ${total} must be less or equal to ${limit}`);
    }
  }
  const sign = negative ? -1n : 1n;
  return {
    months: Number(sign * totals.months),
    days: Number(sign * totals.days),
    nanoseconds: sign * totals.nanoseconds,
  };
}

function pieces(source: string): [count: string, symbol: string][] {
  if (!source.startsWith('P')) {
    if (!STANDARD.test(source)) throw unparseable(source);
    return Array.from(source.matchAll(STANDARD_PIECE), (found) => [found[1]!, found[2]!.toLowerCase()]);
  }
  const weeks = ISO_WEEKS.exec(source);
  if (weeks) return [[weeks[1]!, 'w']];
  const found = ISO_ALTERNATIVE.exec(source) ?? ISO.exec(source);
  if (!found) throw unparseable(source);
  return ISO_UNITS.map((unit, i): [string, string] => [found[i + 1] ?? '', unit]).filter(
    ([count]) => count !== '',
  );
}

function unparseable(source: string): TypeError {
  return new TypeError(`Unable to convert '${source}' to a duration`);
}

function inOrder(name: string, last: number): number {
  const index = ORDER.indexOf(name);
  if (index === last) throw new TypeError(`Invalid duration. The ${name} are specified multiple times`);
  if (index < last) throw new TypeError(`Invalid duration. The ${ORDER[last]} should be after ${name}`);
  return index;
}
