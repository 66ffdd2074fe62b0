import { expect, test } from 'vitest';
import { harms, plan } from './plan.js';

const first = (count: number, seed: number) => {
  const blows = plan(seed, 3, harms);
  return Array.from({ length: count }, () => blows.next().value);
};

test('a seed decides every blow', () => {
  expect(first(20, 7)).toEqual(first(20, 7));
  expect(first(20, 7)).not.toEqual(first(20, 8));
});

test('each round has every harm, and no node is hit twice in a row', () => {
  const blows = first(40, 1);
  for (let start = 0; start < blows.length; start += harms.length) {
    const round = blows.slice(start, start + harms.length).map(({ harm }) => harm);
    expect(round.toSorted()).toEqual([...harms].toSorted());
  }
  for (const [index, { node, seconds }] of blows.entries()) {
    expect(node).not.toBe(blows[index + 1]?.node);
    expect(seconds).toBeGreaterThanOrEqual(3);
    expect(seconds).toBeLessThanOrEqual(10);
  }
});
