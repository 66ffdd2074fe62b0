import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../root.js';
import { renderC } from './c.js';
import { functions, type Surface } from './c/surface.js';

const read = (path: string) => readFileSync(join(repositoryRoot, 'bindings/c', path), 'utf8');
const surface = JSON.parse(read('surface.json')) as Surface;
const all = functions(surface);

/** The smallest table that has a handle, a twin, a binder and a function that is not there yet. */
const small: Surface = {
  errors: [{ source: 'LIB', name: 'BAD_PARAMS', code: 1, text: 'Bad parameters' }],
  handles: { CassTuple: { rust: 'tuple::Tuple', kept: 'box' } },
  binders: {
    containers: [
      { section: 'tuple', type: 'CassTuple', verb: 'set', keys: ['index'], doc: 'Sets the item to %s' },
    ],
    values: [{ name: 'string', c: 'const char* value', doc: 'a text' }],
  },
  sections: {
    tuple: [
      { c: 'CassTuple* cass_tuple_new(size_t item_count)', doc: 'Makes a tuple.' },
      { c: 'void cass_tuple_later(CassTuple* tuple)', doc: 'Does nothing yet.', absent: 'not yet' },
    ],
  },
};

describe('the table of cassandra.h and dse.h', () => {
  it('has every function of the legacy headers, once', () => {
    expect(all.filter(({ declared }) => declared)).toHaveLength(702);
    expect(all.filter(({ row }) => row.header === 'dse')).toHaveLength(82);
    expect(all.filter(({ declared }) => !declared).map(({ name }) => name)).toEqual([
      'cass_collection_append_null',
    ]);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it('gives the binders and the twins that the legacy header has', () => {
    const declared = all.filter((one) => one.declared);
    expect(declared.filter(({ binder }) => binder)).toHaveLength(191);
    expect(declared.filter(({ twin, binder }) => twin && !binder)).toHaveLength(69);
  });

  it('says what every function does, and why one is absent', () => {
    for (const { name, doc, row } of all) {
      if (row.absent === undefined) expect(doc, name).toMatch(/^[A-Z].*\.$/);
      else expect(row.absent, name).toMatch(/^(not yet|no Kerberos): /);
    }
  });
});

describe('rendering', () => {
  const files = renderC(small, { cassandra: '@STAMP@\n@ERRORS@\n@FUNCTIONS@\n', dse: '@FUNCTIONS@\n' });

  it('declares and exports what is there', () => {
    const header = files['bindings/c/include/cassandra.h'] ?? '';
    expect(header).toContain('CASS_EXPORT CassTuple* cass_tuple_new(size_t item_count);');
    expect(header).toContain('XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_BAD_PARAMS, 1, "Bad parameters")');
    expect(header).not.toContain('cass_tuple_later');
    const exported = files['bindings/c/generated/exports.map'] ?? '';
    expect(exported.match(/cass_\w+/g)).toEqual([
      'cass_tuple_new',
      'cass_tuple_set_string',
      'cass_tuple_set_string_n',
    ]);
  });

  it('converts pointers and lengths', () => {
    const rust = files['bindings/c/src/generated/exports.rs'] ?? '';
    expect(rust).toContain('fn cass_tuple_new(item_count: usize) -> Option<Box<tuple::Tuple>>');
    expect(rust).toContain('binder::set(tuple?, index, &binder::Text(value.get()))');
    expect(rust).toContain('binder::set(tuple?, index, &binder::Text(value.sized(value_length)))');
  });
});
