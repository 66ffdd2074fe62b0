import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Report } from './data.js';
import { renderMarkdown } from './markdown.js';
import { renderPage } from './page.js';

/** Writes the report in its three forms and returns their paths. */
export async function writeReport(report: Report, directory: string): Promise<string[]> {
  await mkdir(directory, { recursive: true });
  const files = {
    'index.html': await renderPage(report),
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
    'report.md': renderMarkdown(report),
  };
  const paths = Object.entries(files).map(async ([name, text]) => {
    const path = resolve(join(directory, name));
    await writeFile(path, text);
    return path;
  });
  return Promise.all(paths);
}
