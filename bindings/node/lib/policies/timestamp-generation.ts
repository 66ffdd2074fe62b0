import { callable } from '../callable';
import { format } from 'node:util';
import type { Client } from '../client';
import { ArgumentError } from '../errors';
import { Long } from '../types/long';

/** The last millisecond whose microseconds a JavaScript number holds exactly. */
const SAFE_DATE = Math.floor(Number.MAX_SAFE_INTEGER / 1000);
const MICROS_PER_MS = Long.fromInt(1000);

/** Makes the write timestamps of requests. */
@callable
export class TimestampGenerator {
  /** Returns microseconds since the epoch, or null to let the server choose. */
  next(_client: Client): number | Long | null {
    throw new Error('next() must be implemented');
  }
}

/** Makes timestamps that never go back or repeat within a client, whatever the clock does. */
@callable
export class MonotonicTimestampGenerator extends TimestampGenerator {
  private readonly warningThreshold: number;
  private readonly minLogInterval: number;
  private micros = -1;
  private lastDate = 0;
  private lastLogDate = 0;

  /**
   * @param warningThreshold How many milliseconds the clock may be behind before that is logged. Default: 1000.
   * @param minLogInterval How many milliseconds are between two logs; less than 1 never logs. Default: 1000.
   */
  constructor(warningThreshold?: number, minLogInterval?: number) {
    super();
    if (warningThreshold !== undefined && warningThreshold < 0) {
      throw new ArgumentError('warningThreshold can not be lower than 0');
    }
    this.warningThreshold = warningThreshold || 1000;
    this.minLogInterval = typeof minLogInterval === 'number' ? minLogInterval : 1000;
  }

  /** Milliseconds since the epoch. */
  getDate(): number {
    return Date.now();
  }

  override next(client: Client): number | Long {
    const date = this.getDate();
    if (date > this.lastDate) {
      this.micros = 0;
      this.lastDate = date;
      return this.timestamp();
    }
    const behind = this.lastDate;
    let drifted = this.lastDate - date;
    if (++this.micros === 1000) {
      this.micros = 0;
      this.lastDate++;
      drifted++;
    }
    const made = this.timestamp();
    if (drifted >= this.warningThreshold) this.warn(client, drifted, behind, made);
    return made;
  }

  private timestamp(): number | Long {
    if (this.lastDate < SAFE_DATE) return this.lastDate * 1000 + this.micros;
    return Long.fromNumber(this.lastDate).multiply(MICROS_PER_MS).add(Long.fromInt(this.micros));
  }

  private warn(client: Client, drifted: number, behind: number, made: number | Long): void {
    const now = Date.now();
    if (this.minLogInterval <= 0 || this.lastLogDate + this.minLogInterval > now) return;
    this.lastLogDate = now;
    const template =
      'Timestamp generated using current date was %d milliseconds behind the last generated timestamp (which ' +
      'millisecond portion was %d), the returned value (%s) is being artificially incremented to guarantee ' +
      'monotonicity.';
    client.log('warning', format(template, drifted, behind, made));
  }
}
