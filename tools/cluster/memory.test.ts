import { expect, test } from 'vitest';
import { availableMebibytes, checkMemory } from './memory.js';

test('the machine says how much memory is free', async () => {
  expect(await availableMebibytes()).toBeGreaterThan(0);
});

test('too little memory is said before anything is started', () => {
  checkMemory(2, 4000);
  expect(() => checkMemory(3, 1000)).toThrow('3 nodes need about 2700 MiB of memory, and 1000 MiB are free');
});
