/** What is rendered from bindings/c/surface.json: the header, the list of exports and the exported functions. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderExportList, renderHeader } from './c/header.js';
import { renderErrors, renderExports } from './c/rust.js';
import type { Header, Surface } from './c/surface.js';
import { optionsPage } from './options-page.js';
import type { Schema } from './schema.js';

const stamp = 'Rendered from bindings/c/surface.json by `unicql-dev generate`.';

/** Returns the text of every generated file by its path from the root of the repository. */
export function renderC(
  surface: Surface,
  templates: Readonly<Record<Header, string>>,
): Record<string, string> {
  return {
    'bindings/c/include/cassandra.h': renderHeader(surface, 'cassandra', templates.cassandra, stamp),
    'bindings/c/include/dse.h': renderHeader(surface, 'dse', templates.dse, stamp),
    'bindings/c/generated/exports.map': renderExportList(surface, stamp),
    'bindings/c/src/generated/exports.rs': renderExports(surface, stamp),
    'bindings/c/src/generated/errors.rs': renderErrors(surface, stamp),
  };
}

/** What users read about their setters, before and beside the code. */
export function renderCOptions(schema: Schema): string {
  return optionsPage(schema, 'c', [
    '# Options of the C driver',
    '',
    'Every setter of clusters and execution profiles of `cassandra.h` and `dse.h` 2.17.1, its default, and what becomes of it. The same holds for its',
    'twin that ends with `_n`. Each is exported. One that is refused returns `CASS_ERROR_LIB_NOT_IMPLEMENTED` and changes nothing; one without effect',
    'checks its parameters as before.',
  ]);
}

/** Reads the table and the templates under a repository, and renders. */
export function generateC(root: string): Record<string, string> {
  const read = (path: string) => readFileSync(join(root, 'bindings/c', path), 'utf8');
  const templates = { cassandra: read('cassandra.h.in'), dse: read('dse.h.in') };
  return renderC(JSON.parse(read('surface.json')) as Surface, templates);
}
