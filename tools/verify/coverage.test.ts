import { expect, test } from 'vitest';
import { describeCoverage } from './coverage.js';

const lines = (count: number, covered: number) => ({
  lines: { count, covered, percent: (100 * covered) / count },
});

test('the least covered file comes first', () => {
  const text = describeCoverage({
    data: [
      {
        files: [
          { filename: '/x/core/src/rows.rs', summary: lines(10, 9) },
          { filename: '/x/core/src/hosts/watch.rs', summary: lines(20, 10) },
        ],
        totals: lines(30, 19),
      },
    ],
  });
  expect(text).toBe(
    '  50.0 %  hosts/watch.rs (10 not run)\n  90.0 %  rows.rs (1 not run)\n  63.3 %  core: 19 of 30 lines\n',
  );
});
