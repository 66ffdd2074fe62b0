import { expect, test } from 'vitest';
import { types } from '../dist/index.js';

const { ResultStream } = types;

/** A stream whose server was told to go on or to pause, in order. */
function unasked(highWaterMarkRows: number) {
  const told: boolean[] = [];
  const stream = new ResultStream({ objectMode: true, highWaterMark: 1 });
  stream.setHandlers({
    continuousPaging: { highWaterMarkRows },
    resumeReadingHandler: (resume) => told.push(resume),
  });
  return { stream, told };
}

test('pages that come unasked are paused at the mark, and resumed below it', () => {
  const { stream, told } = unasked(3);
  // One row waits in the stream itself, the others before it.
  for (let row = 0; row < 4; row++) stream.add(row);
  expect(told.at(-1)).toBe(false);
  while (stream.read() !== null);
  expect(told.at(-1)).toBe(true);
});

test('pages that are fetched one by one cannot be cancelled', () => {
  const stream = new ResultStream({ objectMode: true });
  const message = 'You can only cancel streaming executions when continuous paging is enabled';
  expect(() => stream.cancel()).toThrow(message);
  let told: Error | undefined;
  stream.cancel((err) => (told = err));
  expect(told?.message).toBe(message);
});

test('a stream is cancelled by what is known to cancel it, or will be', () => {
  const calls: unknown[] = [];
  const early = { continuousPaging: {}, cancelHandler: undefined as unknown };
  const stream = new ResultStream({ objectMode: true });
  stream.setHandlers(early as never);
  const callback = () => calls.push('done');
  stream.cancel(callback);
  expect(early.cancelHandler).toBe(callback);

  const late = new ResultStream({ objectMode: true });
  late.setHandlers({ continuousPaging: {}, cancelHandler: (done) => done?.() });
  late.cancel(callback);
  expect(calls).toEqual(['done']);
});
