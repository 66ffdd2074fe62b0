import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(__dirname, '..');
const load = createRequire(join(root, 'index.js'));

/** Every path that is written for the package, without its ending. */
function paths(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return paths(path);
    return path.endsWith('.js') ? [relative(root, path).replace(/\.js$/, '')] : [];
  });
}

test.each(paths(join(root, 'lib')))('%s exports what the package has', (path) => {
  const exported = load(`./${path}`);
  expect(exported, path).toBeDefined();
  if (typeof exported !== 'function') expect(Object.keys(exported), path).not.toEqual([]);
});

test('a path and the root of the package have the same things', () => {
  const driver = load('./index.js');
  expect(load('./lib/client')).toBe(driver.Client);
  expect(load('./lib/types')).toBe(driver.types);
  expect(load('./lib/types/uuid')).toBe(driver.types.Uuid);
  expect(load('./lib/policies/retry')).toBe(driver.policies.retry);
  expect(load('./lib/errors')).toBe(driver.errors);
});

test('test doubles can be put into the package', () => {
  const driver = load('./index.js');
  for (const [part, name] of [
    [driver, 'Client'],
    [driver.auth, 'PlainTextAuthProvider'],
    [driver.types, 'Uuid'],
  ]) {
    expect(Object.getOwnPropertyDescriptor(part, name)?.writable, name).toBe(true);
  }
});

test('a default import of a compiled program is the package', () => {
  const driver = load('./index.js');
  // As compilers of TypeScript and Babel write it.
  const imported = driver && driver.__esModule ? driver : { default: driver };
  expect(imported.default.Client).toBe(driver.Client);
});

test('nothing looks for its own place, which is another one in the file that a bundler makes', () => {
  for (const path of paths(join(root, 'dist'))) {
    expect(readFileSync(join(root, `${path}.js`), 'utf8'), path).not.toMatch(/\b__(dirname|filename)\b/);
  }
});

test('agents that rewrite lib/client.js find the methods there, and the package calls what they find', () => {
  const source = readFileSync(join(root, 'lib/client.js'), 'utf8');
  const { prototype } = load('./lib/client') as { prototype: Record<string, unknown> };
  for (const method of ['connect', '_execute', '_batch', 'shutdown']) {
    expect(source).toMatch(new RegExp(`Client\\.prototype\\.${method} = function \\(`));
    expect(String(prototype[method]), method).toMatch(/^function \(/);
  }
});
