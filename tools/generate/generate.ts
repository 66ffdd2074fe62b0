import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from '../shell.js';
import { generateC, renderCOptions } from './c.js';
import { renderCpp } from './cpp.js';
import { renderNode } from './node.js';
import { renderPython } from './python.js';
import { type Render, type Schema, schemaShape } from './schema.js';

/** The languages with generated files. */
const renders: readonly Render[] = [
  renderNode,
  renderPython,
  renderCpp,
  (_, root) => generateC(root),
  (schema) => ({ 'docs/migrate/c-options.md': renderCOptions(schema) }),
];

const schemaPath = 'core/schema.json';

/** Renders every generated file from the tables of core: path from the root → text. */
export async function renderAll(root: string): Promise<Map<string, string>> {
  const printed = await run(
    'cargo',
    ['run', '--quiet', '--package', 'unicql-core', '--bin', 'unicql-schema'],
    {
      cwd: root,
    },
  );
  const schema: Schema = schemaShape.parse(JSON.parse(printed));
  const files = new Map([[schemaPath, `${printed.trimEnd()}\n`]]);
  for (const render of renders) {
    for (const [path, text] of Object.entries(render(schema, root))) files.set(path, text);
  }
  return files;
}

/** Returns the paths whose committed text differs from what the tables say. */
export async function staleFiles(root: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, text] of files) {
    const committed = await readFile(join(root, path), 'utf8').catch(() => undefined);
    if (committed !== text) stale.push(path);
  }
  return stale;
}

/** Writes the given files. */
export async function writeFiles(
  root: string,
  files: ReadonlyMap<string, string>,
  paths: readonly string[],
): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), files.get(path) ?? '');
  }
}
