import { expect, test } from 'vitest';
import { z } from 'zod';
import { findingSchema, inspectMachine, installLine, managerOf } from './inspect.js';
import { lacks } from './install.js';
import { pinnedRust } from './requirements.js';
import { isAtLeast, versionIn } from './version.js';

test('versions are compared number by number', () => {
  expect(versionIn('cmake version 3.25.1\n')).toBe('3.25.1');
  expect(versionIn('no number')).toBeUndefined();
  expect(isAtLeast('3.25.1', '3.22')).toBe(true);
  expect(isAtLeast('3.9', '3.10')).toBe(false);
  expect(isAtLeast('20.20', '20.20.0')).toBe(true);
  expect(isAtLeast('1.94.1', '1.95.0')).toBe(false);
});

test('the compiler that the repository pins is the one that is asked for', async () => {
  expect(await pinnedRust()).toMatch(/^\d+\.\d+/);
});

test.each([
  ['ID=debian\n', 'linux', 'apt'],
  ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', 'linux', 'apt'],
  ['ID="rocky"\nID_LIKE="rhel centos fedora"\n', 'linux', 'dnf'],
  ['ID=alpine\n', 'linux', undefined],
  ['', 'darwin', 'brew'],
] as const)('the package manager of %j on %s is %s', (osRelease, platform, manager) => {
  expect(managerOf(osRelease, platform)).toBe(manager);
});

test('the line to run names the packages', () => {
  expect(installLine('apt', ['maven', 'cmake'])).toMatch(/^(sudo )?apt-get install -y maven cmake$/);
  expect(installLine('brew', ['maven'])).toBe('brew install maven');
});

test('what is found has the shape that --json promises, with an install line for each gap', async () => {
  const { findings } = await inspectMachine();
  expect(z.array(findingSchema).parse(findings)).toEqual(findings);
  for (const finding of findings) expect(finding.ok).toBe(finding.install === null);
  expect(findings.find((finding) => finding.id === 'node')).toMatchObject({ ok: true });
});

test('a lack names every gap and how to fill it', () => {
  const gap = {
    id: 'maven',
    title: 'Maven',
    needed: 'any',
    why: 'fetches Cassandra',
    optional: false,
    ok: false,
    found: null,
  };
  const failure = lacks([{ ...gap, install: 'apt-get install -y maven' }]);
  expect(failure.kind).toBe('machine');
  expect(failure.describe()).toMatch(
    /apt-get install -y maven\n\nerror: this machine lacks Maven \(any\)\n {2}hint: /,
  );
});
