import { expect, test } from 'vitest';
import { languages } from '../../tools/legacy/suites.js';
import { checkSurface, readSurface } from '../../tools/legacy/surface/surface.js';

// What is meant to change is recorded with `npx unicql-dev legacy surface <language> --accept`.
test.each(languages)('the public names of %s are those that are recorded as provided', async (language) => {
  expect(await checkSurface(language)).toEqual([]);
});

test.each([
  ['node', 800],
  ['python', 3500],
  ['c', 980],
] as const)('the record of %s has every public name of the legacy package', async (language, names) => {
  expect((await readSurface(language)).rows.size).toBeGreaterThanOrEqual(names);
});
