import { expect, test } from 'vitest';
import type { LoadReport } from './load.js';
import { complaints, memoryTrend } from './verdict.js';

const well: LoadReport = {
  acknowledged: 1000,
  lost: 0,
  wrong: 0,
  firstLost: null,
  requests: 1010,
  errors: { TimedOut: 10 },
  firstErrors: { TimedOut: 'no answer' },
  slowestMs: 5900,
  timeoutMs: 5000,
  longestPauseMs: 100,
  inFlightAfter: 0,
  memory: Array.from({ length: 100 }, () => 20_000),
  descriptors: { before: 6, after: 6 },
};

test('errors that were repeated until they went well are no complaint', () => {
  expect(complaints(well)).toEqual([]);
});

test.each([
  [
    { lost: 2, firstLost: [3, 4] as [number, number] },
    '2 acknowledged writes were lost, the first is number 4 of writer 3',
  ],
  [{ wrong: 1 }, '1 writes have another value'],
  [{ slowestMs: 6001 }, 'a request took 6001 ms, its timeout is 5000 ms'],
  [{ inFlightAfter: 1 }, '1 requests are in flight after the end'],
  [{ descriptors: { before: 6, after: 8 } }, '2 file descriptors are left after close'],
  [
    { memory: Array.from({ length: 100 }, (_, second) => 20_000 + second * 200) },
    'memory grew from 26000 to 38000 KiB',
  ],
  [{ acknowledged: 0 }, 'no write was acknowledged'],
  [
    { errors: { Invalid: 2 }, firstErrors: { Invalid: 'no such table' } },
    '2 requests failed as Invalid: no such table',
  ],
])('%j is a complaint', (change, complaint) => {
  expect(complaints({ ...well, ...change })).toEqual([complaint]);
});

test('a short run says nothing about memory', () => {
  expect(memoryTrend([1, 2, 3])).toBeUndefined();
});
