import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../tools/root.js';

const squares = Array.from({ length: 1000 }, (_, n) => `${n},${n * n}`);

/** What each program prints; the legacy driver makes them print the same. */
const printed: Readonly<Record<string, readonly string[]>> = {
  batch: [
    'alan@example.com is user 2',
    'applied: false, the address is ada@example.com',
    'user 1 visited 2 times',
  ],
  mapper: ['Dogs: subtitles true', 'Birds, Dogs', 'renamed: true', '2 videos are left'],
  paging: ['the sum is 31125', '3 pages', '250 rows'],
  streaming: squares,
};

describe('in node', () => {
  test.each(Object.entries(printed))('%s prints what it should and ends', async (name, lines) => {
    expect(process.env['UNICQL_CONTACT_POINTS'], 'run it through `npm test`, or set it').toBeDefined();
    const program = join('examples', 'node', `${name}.js`);
    const { exitCode, stdout, stderr } = await execa('node', [program], {
      cwd: repositoryRoot,
      reject: false,
    });
    expect({ exitCode, stderr, lines: stdout.split('\n') }).toEqual({ exitCode: 0, stderr: '', lines });
  });
});
