import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { appendFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, interrupted } from '../failure.js';
import { tail } from '../shell.js';
import { type Events, readEvents, type Result } from './results.js';

/** How a process that runs test files is started; it is told by an order file what to run. */
export interface Launch {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Goes into the order beside the files, for the program that reads it. */
  readonly order: Readonly<Record<string, unknown>>;
}

export interface Batch {
  readonly files: readonly string[];
  readonly launch: (order: string) => Launch;
  /** Where events, order and output are kept; an unfinished batch goes on from what is there. */
  readonly directory: string;
  readonly silence_s: number;
  readonly grep: string | undefined;
  /** Only these tests. */
  readonly only?: ReadonlySet<string> | undefined;
  readonly signal: AbortSignal;
  readonly onEvents: (events: Events) => void;
}

/** How the message of a file begins whose process ended before it could say what is in the file. */
export const nothingRan = 'nothing could be run';

const pollMs = 200;
const exitGraceMs = 10_000;

/** Runs test files to the end, whatever they do to their process: what hangs or crashes it is recorded and left out. */
export async function runBatch(batch: Batch): Promise<Events> {
  await mkdir(batch.directory, { recursive: true });
  const file = join(batch.directory, 'events.jsonl');
  let before = await readEvents(file);
  if (isComplete(before)) return before;
  for (;;) {
    const ending = await runOnce(batch, file, [...before.ended.keys()]);
    const { lost } = await readEvents(file);
    if (lost !== undefined) {
      throw new Failure('start', lost, {
        hint: 'nothing is recorded; go on with --resume when the machine can',
      });
    }
    await blame(file, await readEvents(file), ending, batch);
    const after = await readEvents(file);
    if (isComplete(after)) return after;
    if (after.ended.size === before.ended.size) return giveUp(file, after);
    before = after;
  }
}

const missing = ({ listed, ended }: Events): string[] => [...new Set(listed)].filter((id) => !ended.has(id));
const isComplete = (events: Events): boolean => events.finished && missing(events).length === 0;

/** Why a process is gone: by itself, or because it said nothing for too long. */
type Ending = { readonly hung: true } | { readonly hung: false; readonly code: string };

async function runOnce(batch: Batch, events: string, done: readonly string[]): Promise<Ending> {
  const order = join(batch.directory, 'order.json');
  const { command, cwd, environment, order: extra } = batch.launch(order);
  const { files, grep, only } = batch;
  const choice = { ...(grep ? { grep } : {}), ...(only ? { only: [...only] } : {}) };
  await writeFile(order, JSON.stringify({ ...extra, files, done, events, ...choice }));
  const output = createWriteStream(join(batch.directory, 'output.log'), { flags: 'a' });
  await once(output, 'open');
  await emit(events, { event: 'begin' });
  // A group of its own: what the tests start goes with it, and nothing else does.
  const child = spawn(command[0] ?? '', command.slice(1), {
    cwd,
    env: { ...process.env, ...environment },
    detached: true,
    stdio: ['ignore', output, output],
  });
  const over = new AbortController();
  const exit = new Promise<Ending>((settle) => {
    child.on('exit', (code, signal) => settle({ hung: false, code: signal ?? `exit code ${code}` }));
    child.on('error', (error) => settle({ hung: false, code: error.message }));
  }).finally(() => over.abort());
  const stop = (): void => {
    if (child.pid !== undefined) killGroup(child.pid);
  };
  try {
    return await Promise.race([exit, watch(batch, events, over.signal)]);
  } finally {
    stop();
    await exit;
    output.end();
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

/** Resolves when nothing has been written for too long, or when a finished process does not go away. */
async function watch(batch: Batch, file: string, over: AbortSignal): Promise<Ending> {
  let size = -1;
  let changed = performance.now();
  while (!over.aborted) {
    if (batch.signal.aborted) throw interrupted();
    await sleep(pollMs);
    const now = await stat(file).then(
      (info) => info.size,
      () => 0,
    );
    if (now !== size) {
      size = now;
      changed = performance.now();
      const events = await readEvents(file);
      batch.onEvents(events);
      if (!events.finished) continue;
      await sleep(exitGraceMs, undefined, { ref: false });
      return { hung: false, code: 'finished' };
    }
    if (performance.now() - changed > batch.silence_s * 1000) return { hung: true };
  }
  return { hung: false, code: 'ended' };
}

/** Records what ended the process early, against the test that was running or was about to. */
async function blame(file: string, events: Events, ending: Ending, batch: Batch): Promise<void> {
  if (events.finished) return;
  const reason = ending.hung
    ? `hung: ended after ${batch.silence_s} s without a sign of life`
    : `took the process with it: ${ending.code}`;
  const blamed = events.running ?? missing(events)[0];
  if (blamed === undefined) {
    const log = await readFile(join(batch.directory, 'output.log'), 'utf8').catch(() => '');
    const message = `${nothingRan} (${reason}): ${tail(log, 1)}`;
    for (const broken of batch.files) await emit(file, { event: 'broken', file: broken, message });
    await emit(file, { event: 'finished' });
    return;
  }
  await emit(file, { event: 'end', id: blamed, outcome: 'fail', message: reason });
}

/** Tests that a run has listed and then left out twice will not run: a hook of theirs fails. */
async function giveUp(file: string, events: Events): Promise<Events> {
  const result: Result = { outcome: 'fail', message: 'did not run: what prepares it fails' };
  for (const id of missing(events)) await emit(file, { event: 'end', id, ...result });
  if (!events.finished) await emit(file, { event: 'finished' });
  return readEvents(file);
}

function emit(file: string, event: Readonly<Record<string, unknown>>): Promise<void> {
  return appendFile(file, `${JSON.stringify(event)}\n`);
}
