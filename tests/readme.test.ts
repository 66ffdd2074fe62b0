import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../tools/root.js';

const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8');

/** Blocks that say which file they show. */
const shown = [...read('README.md').matchAll(/<!-- (examples\/\S+) -->\n+```\w+\n([\s\S]*?)```/g)];

test('the README shows a quick start in every language', () => {
  const languages = shown.map(([, path = '']) => path.split('/')[1]);
  expect(languages).toEqual(['node', 'python', 'c', 'cpp']);
});

test.each(shown.map(([, path = '', text = '']) => ({ path, text })))(
  '$path is shown as it is',
  ({ path, text }) => {
    expect(text).toBe(read(path));
  },
);
