import { readFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { z } from 'zod';
import { cacheDirectory } from '../cache.js';

export const outcomes = ['pass', 'fail', 'skip'] as const;
export type Outcome = (typeof outcomes)[number];

/** How one test ended. */
export interface Result {
  readonly outcome: Outcome;
  /** The first line of what went wrong, or why it was skipped. */
  readonly message?: string;
}

/** The result of each test by its id, `file > title`. */
export type Results = ReadonlyMap<string, Result>;

/** What a suite's process writes to its events file, one JSON object a line. */
const event = z.discriminatedUnion('event', [
  z.object({ event: z.literal('begin') }),
  z.object({ event: z.literal('listed'), ids: z.array(z.string()) }),
  z.object({ event: z.literal('broken'), file: z.string(), message: z.string() }),
  z.object({ event: z.literal('start'), id: z.string() }),
  z.object({
    event: z.literal('end'),
    id: z.string(),
    outcome: z.enum(outcomes),
    message: z.string().optional(),
  }),
  z.object({ event: z.literal('lost'), message: z.string() }),
  z.object({ event: z.literal('finished') }),
]);

/** What the events of a process say so far. */
export interface Events {
  readonly listed: readonly string[];
  /** Files that could not be loaded, and why. */
  readonly broken: ReadonlyMap<string, string>;
  readonly ended: Results;
  /** The test that has begun and not ended. */
  readonly running: string | undefined;
  readonly finished: boolean;
  /** Why no test can be run any more, though the driver is not to blame. */
  readonly lost: string | undefined;
}

/** Reads events; a last line that is still being written is left for the next time. */
export function parseEvents(text: string): Events {
  const listed: string[] = [];
  const broken = new Map<string, string>();
  const ended = new Map<string, Result>();
  let running: string | undefined;
  let finished = false;
  let lost: string | undefined;
  for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
    if (line === '') continue;
    const each = event.parse(JSON.parse(line));
    if (each.event === 'begin') [running, finished, lost] = [undefined, false, undefined];
    if (each.event === 'listed') listed.push(...each.ids);
    if (each.event === 'broken') broken.set(each.file, withoutPlaces(each.message));
    if (each.event === 'start') running = each.id;
    if (each.event === 'finished') finished = true;
    if (each.event === 'lost') lost = each.message;
    if (each.event !== 'end') continue;
    if (running === each.id) running = undefined;
    ended.set(each.id, worse(ended.get(each.id), each));
  }
  return { listed, broken, ended, running, finished, lost };
}

/** A test that passed and whose clean-up then failed has failed. */
function worse(
  known: Result | undefined,
  { outcome, message }: { outcome: Outcome; message?: string | undefined },
): Result {
  if (known?.outcome === 'fail') return known;
  return message === undefined ? { outcome } : { outcome, message: withoutPlaces(message) };
}

/** Messages are committed with the results, so they must read the same wherever a suite ran. */
function withoutPlaces(message: string): string {
  return [[cacheDirectory(), '$CACHE'] as const, [tmpdir(), '$TMP'] as const, [homedir(), '~'] as const]
    .toSorted(([a], [b]) => b.length - a.length)
    .reduce((text, [place, name]) => text.replaceAll(`${place}/`, `${name}/`), message);
}

export async function readEvents(file: string): Promise<Events> {
  return parseEvents(await readFile(file, 'utf8').catch(() => ''));
}

export const fileOf = (id: string): string => id.split(' > ')[0] ?? id;
export const titleOf = (id: string): string => id.slice(fileOf(id).length + ' > '.length);

export function count(results: Results): Readonly<Record<Outcome, number>> {
  const counts = { pass: 0, fail: 0, skip: 0 };
  for (const { outcome } of results.values()) counts[outcome] += 1;
  return counts;
}
