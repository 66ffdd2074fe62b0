import { expect, test } from 'vitest';
import type { SoakReport } from './soak.js';
import { complaints } from './verdict.js';

const steady = Array.from({ length: 50 }, () => 90_000);
const rising = Array.from({ length: 50 }, (_, index) => 90_000 + index * 1000);

const well: SoakReport = {
  requests: 1_000_000,
  kinds: { insert: 500_000, select: 500_000 },
  errors: {},
  memory: steady,
  heap: steady,
  before: { descriptors: 21, resources: ['PipeWrap'] },
  after: { descriptors: 21, resources: ['PipeWrap'] },
};

test('a process that stays as it is has no complaint', () => {
  expect(complaints(well)).toEqual([]);
});

test.each([
  [{ errors: { 'insert: ResponseError: no': 2 } }, '2 times insert: ResponseError: no'],
  [{ memory: rising }, 'memory grew from 105000 to 135000 KiB'],
  [{ heap: rising }, 'the heap of JavaScript grew from 105000 to 135000 KiB'],
  [{ after: { descriptors: 23, resources: ['PipeWrap'] } }, '2 file descriptors are left after shutdown'],
  [
    { after: { descriptors: 21, resources: ['PipeWrap', 'Timeout', 'Timeout'] } },
    'left after shutdown: Timeout, Timeout',
  ],
])('%j is a complaint', (change, complaint) => {
  expect(complaints({ ...well, ...change })).toEqual([complaint]);
});
