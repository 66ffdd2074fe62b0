import { expect, test } from 'vitest';
import { linesProgress } from './progress.js';

test('a step is a line at its begin and one at its end', async () => {
  const lines: string[] = [];
  const progress = linesProgress((line) => lines.push(line));
  expect(await progress.step('good', async () => 7)).toBe(7);
  await expect(progress.step('bad', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(lines.map((line) => line.replace(/[\d.]+ s/, 'N s'))).toEqual([
    '… good',
    '✔ good (N s)',
    '… bad',
    '✖ bad (N s)',
  ]);
});
