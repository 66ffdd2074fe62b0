import { Long } from './long';

const MICROS_PER_MS = Long.fromInt(1000);

let ticks = 0;

/**
 * Makes a write timestamp in microseconds since the epoch.
 *
 * @param date Now by default.
 * @param microseconds Those within the millisecond, 0 to 999; by default they count up from call to call.
 */
export function generateTimestamp(date?: Date | null, microseconds?: number): Long {
  const given = typeof microseconds === 'number' && microseconds >= 0 && microseconds < 1000;
  const micros = given ? microseconds : nextTick();
  return Long.fromNumber((date ?? new Date()).getTime())
    .multiply(MICROS_PER_MS)
    .add(Long.fromInt(micros));
}

function nextTick(): number {
  const tick = ticks;
  ticks = (ticks + 1) % 1000;
  return tick;
}
