import { describe, expect, it } from 'vitest';
import { parseLanguages } from './language.js';
import { roundOf } from './round.js';

const described = (list: string): string[] =>
  roundOf(parseLanguages(list)).map(
    ({ language, steps, reads }) => `${language.name} ${steps.join('+')} ${reads}`,
  );

describe('roundOf', () => {
  it('lets every language read what the one before it wrote', () => {
    expect(described('node,python,c,cpp')).toEqual([
      'node write node',
      'python write+read node',
      'c write+read python',
      'cpp write+read c',
      'node read cpp',
    ]);
  });

  it('lets a language alone read its own rows', () => {
    expect(described('c')).toEqual(['c write c', 'c read c']);
  });
});

describe('parseLanguages', () => {
  it('keeps the order of the list', () => {
    expect(parseLanguages('cpp,node').map(({ name }) => name)).toEqual(['cpp', 'node']);
  });

  it.each([
    ['node,rust', "'rust' in --languages is none of node, python, c, cpp"],
    ['', "'' in --languages is none of node, python, c, cpp"],
    ['c,c', '--languages c,c names a language twice'],
  ])('refuses %j', (list, message) => {
    expect(() => parseLanguages(list)).toThrow(message);
  });
});
