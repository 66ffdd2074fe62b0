import { describe, expect, test } from 'vitest';
import { renderAll, staleFiles } from '../tools/generate/generate.js';
import { repositoryRoot } from '../tools/root.js';
import { findings, type TrackedFile } from '../tools/tidy/rules.js';
import { trackedFiles } from '../tools/tidy/tracked.js';

describe('the house', () => {
  test('is tidy', async () => {
    expect(findings(await trackedFiles(repositoryRoot))).toEqual([]);
  });

  test('has no stale generated file', { timeout: 120_000 }, async () => {
    expect(await staleFiles(repositoryRoot, await renderAll(repositoryRoot))).toEqual([]);
  });
});

describe('the rules find', () => {
  const file = (path: string, text = ''): TrackedFile => ({ path, size: text.length, text });
  test.each([
    ['a long file', file('core/src/a.rs', 'x\n'.repeat(401)), 'lines'],
    ['a vague name', file('tools/utils.ts'), 'noun'],
    ['a word that stands for unfinished work', file('core/src/a.rs', '// FIXME later'), 'finish it'],
    ['a binding that reaches past core', file('bindings/node/src/a.rs', 'use tokio::time;'), 'only core'],
    ['a raw pointer out of place', file('bindings/c/src/row.rs', 'Box::into_raw(x)'), 'ptr.rs'],
    ['a dead link', file('README.md', 'see [this](docs/gone.md)'), 'does not exist'],
    ['a name in the wrong case', file('tools/someName.ts'), 'kebab'],
  ])('%s', (_, bad, words) => {
    expect(findings([bad]).map(({ problem }) => problem)).toEqual([expect.stringContaining(words)]);
  });

  test('nothing in a link that leads somewhere', () => {
    expect(
      findings([file('README.md', '[a](docs/b.md) [c](docs) [d](https://e)'), file('docs/b.md')]),
    ).toEqual([]);
  });
});
