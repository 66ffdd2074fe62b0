import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expandedCases, loadCases, parseCaseFile, roundtripsOf } from './case.js';

const about = 'about: a file of cases\n';

function parsed(text: string): ReturnType<typeof parseCaseFile> {
  return parseCaseFile('example', about + text);
}

describe('a file of cases', () => {
  test('holds round trips by type and edge', () => {
    const file = parsed(
      'roundtrips: { int: { smallest: -1, special: { value: 1, reads: null } }, text: { empty: "" } }',
    );
    expect(roundtripsOf(file)).toEqual([
      { name: 'int: smallest', type: 'int', column: 0, value: -1 },
      { name: 'int: special', type: 'int', column: 0, value: 1, reads: null },
      { name: 'text: empty', type: 'text', column: 1, value: '' },
    ]);
  });

  test('expands a case into its modes and leaves alone what has no parameters', () => {
    const file = parsed(`
cases:
  - name: binds a value
    modes: [simple, prepared]
    steps:
      - execute: SELECT 1
      - { execute: SELECT ?, params: [{ int: 1 }] }
      - { batch: [{ text: INSERT, params: [{ int: 1 }] }] }
`);
    const cases = expandedCases(file);
    expect(cases.map(({ name }) => name)).toEqual(['binds a value (simple)', 'binds a value (prepared)']);
    expect(cases[1]?.steps).toMatchObject([
      { execute: 'SELECT 1' },
      { execute: 'SELECT ?', prepared: true },
      { batch: [{ text: 'INSERT', prepared: true }] },
    ]);
    expect(cases[1]?.steps[0]).not.toHaveProperty('prepared');
  });

  test('says which clusters it needs, plain when it says nothing', () => {
    expect(parsed('').cluster).toBe('plain');
    expect(parsed('cluster: auth').cluster).toBe('auth');
  });

  test.each([
    ['an unknown key', 'cass: []'],
    ['an unknown cluster', 'cluster: moon'],
    ['a case without steps', 'cases: [{ name: does nothing, steps: [] }]'],
    ['an unknown step', 'cases: [{ name: an odd step, steps: [{ explode: now }] }]'],
    [
      'a misspelt expectation',
      'cases: [{ name: expects rows, steps: [{ execute: x, expect: { row: [] } }] }]',
    ],
    [
      'an error with rows',
      'cases: [{ name: expects both, steps: [{ execute: x, expect: { error: Invalid, rows: [] } }] }]',
    ],
    [
      'an error kind in small letters',
      'cases: [{ name: expects it, steps: [{ execute: x, expect: { error: invalid } }] }]',
    ],
    [
      'a parameter of two types',
      'cases: [{ name: binds twice, steps: [{ execute: x, params: [{ int: 1, text: a }] }] }]',
    ],
    [
      'an unknown consistency',
      'cases: [{ name: reads slowly, steps: [{ execute: x, options: { consistency: MOST } }] }]',
    ],
    [
      'an exception for an unknown language',
      'cases: [{ name: is special, steps: [{ execute: x, except: { cobol: { reason: it has no such thing as a type system at all } } }] }]',
    ],
    [
      'an exception without a reason',
      'cases: [{ name: is special, steps: [{ execute: x, except: { node: { expect: { error: Invalid } } } }] }]',
    ],
    [
      'an exception whose reason tells nothing',
      'cases: [{ name: is special, steps: [{ execute: x, except: { node: { reason: broken } } }] }]',
    ],
    ['two cases of one name', 'cases: [&c { name: the same case, steps: [{ execute: x }] }, *c]'],
    ['text that is no YAML', 'cases: [}'],
  ])('refuses %s', (_, text) => {
    expect(() => parsed(text)).toThrow();
  });

  test('names the place of a mistake', () => {
    expect(() => parsed('cases: [{ name: expects it, steps: [{ execute: 1 }] }]')).toThrow(
      /example: .*cases\[0\]\.steps\[0\]/s,
    );
  });
});

test('the cases of this directory are valid and no fewer than 400', async () => {
  const files = await loadCases(join(import.meta.dirname, 'cases'));
  const count = files.reduce((sum, file) => sum + expandedCases(file).length + roundtripsOf(file).length, 0);
  expect(count).toBeGreaterThanOrEqual(400);
});
