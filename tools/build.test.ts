import { expect, test } from 'vitest';
import { failureDetails } from './build.js';

test('what failed is told apart from what the others print', () => {
  const output = ['a: fine', 'b: error: no', 'a: done', 'Failed tasks:', '', '- b:build', ''].join('\n');
  expect(failureDetails(output)).toBe('b: error: no');
});

test('an end without a failed project is shown as it is', () => {
  expect(failureDetails('nx: command not found\n')).toBe('nx: command not found');
});
