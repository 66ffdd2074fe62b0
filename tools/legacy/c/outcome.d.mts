import type { Result } from '../results.js';

/** How a process ended, and everything that it printed. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly output: string;
}

export function outcomeOf(ended: Ended): Result;
