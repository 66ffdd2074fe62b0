import { expect, test } from 'vitest';
import { repositoryRoot } from '../../root.js';
import { disagreements, readVersions, tagOf, type Versions } from './version.js';

const agreeing: Versions = { package: '4.10.2', lock: '4.10.2', repository: '0.1.0', crates: '0.1.0' };

test('the versions of this checkout agree', async () => {
  const versions = await readVersions(repositoryRoot);
  expect(disagreements(versions, tagOf(versions.package))).toEqual([]);
});

test.each<[Partial<Versions>, string | undefined, string]>([
  [{ package: '0.2.0', lock: '0.2.0' }, undefined, 'no version of the legacy API'],
  [{ package: '4.10.2-rc.1', lock: '4.10.2-rc.1' }, undefined, 'no version of the legacy API'],
  [{ lock: '4.10.1' }, undefined, 'package-lock.json has 4.10.1'],
  [{ lock: undefined }, undefined, 'package-lock.json has undefined'],
  [{ crates: '0.2.0' }, undefined, 'Cargo.toml has 0.2.0, package.json 0.1.0'],
  [{}, 'node-v4.10.3', 'the tag is node-v4.10.3, but that of version 4.10.2 is node-v4.10.2'],
  [{}, 'v4.10.2', 'the tag is v4.10.2'],
])('%j with the tag %s does not agree', (change, tag, complaint) => {
  expect(disagreements({ ...agreeing, ...change }, tag)).toEqual([expect.stringContaining(complaint)]);
});
