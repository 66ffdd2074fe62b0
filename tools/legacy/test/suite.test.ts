import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { combine, drift, mergeBaseline } from '../baseline.js';
import { contentHash } from '../content-hash.js';
import { ensureSuite } from '../fetch.js';
import type { Result } from '../results.js';
import { chooseParts, parseLanguage, readSuites, type Suite } from '../suites.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'unicql-suite-'));
  vi.stubEnv('UNICQL_CACHE', join(directory, 'cache'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true, force: true });
});

async function checkout(): Promise<string> {
  const place = join(directory, 'checkout');
  await mkdir(join(place, 'test', 'unit'), { recursive: true });
  await writeFile(join(place, 'test', 'unit', 'a-tests.js'), 'it works');
  return place;
}

async function pinned(place: string): Promise<Suite> {
  const { node } = await readSuites();
  return { ...node, content: await contentHash(join(place, 'test')) };
}

describe('a suite from a checkout', () => {
  test('is copied when its hash is the pinned one, and found again without the checkout', async () => {
    const place = await checkout();
    const suite = await pinned(place);
    const copy = await ensureSuite('node', suite, { source: place });
    await rm(place, { recursive: true });
    expect(await ensureSuite('node', suite)).toBe(copy);
    expect(await contentHash(copy)).toBe(suite.content);
  });

  test('is refused when a byte of it differs', async () => {
    const place = await checkout();
    const suite = await pinned(place);
    await writeFile(join(place, 'test', 'unit', 'a-tests.js'), 'it works!');
    await expect(ensureSuite('node', suite, { source: place })).rejects.toThrow('is not the pinned suite');
  });

  test('is refused when it is of another project', async () => {
    const suite = await pinned(await checkout());
    await expect(ensureSuite('node', suite, { source: directory })).rejects.toThrow('has no test');
  });

  test('is refused when the copy has been edited since', async () => {
    const place = await checkout();
    const suite = await pinned(place);
    const copy = await ensureSuite('node', suite, { source: place });
    await writeFile(join(copy, 'unit', 'b-tests.js'), '');
    await expect(ensureSuite('node', suite)).rejects.toThrow('is not the pinned suite');
  });
});

test('what a run leaves behind does not change the hash', async () => {
  const place = await checkout();
  const before = await contentHash(place);
  await mkdir(join(place, 'test', '__pycache__'));
  await cp(join(place, 'test', 'unit', 'a-tests.js'), join(place, 'test', '__pycache__', 'a.pyc'));
  expect(await contentHash(place)).toBe(before);
});

describe('the pins', () => {
  test('name a part by its name only', async () => {
    const { python } = await readSuites();
    expect(chooseParts(python, [])).toEqual(['unit']);
    expect(() => chooseParts(python, ['unti'])).toThrow("no part 'unti'");
    expect(() => parseLanguage('rust')).toThrow("no legacy suite of 'rust'");
  });
});

describe('a baseline', () => {
  const trial = (entries: Readonly<Record<string, Result>>) => ({
    results: new Map(Object.entries(entries)),
    broken: new Map<string, string>(),
    server: 'none',
  });
  const passing = trial({ a: { outcome: 'pass' }, b: { outcome: 'pass' } });
  const mixed = trial({ a: { outcome: 'pass' }, b: { outcome: 'fail', message: 'late' } });

  test('marks as flaky what ends differently', () => {
    const { tests, counts } = combine('legacy 1', '2026-11-22', [passing, mixed]);
    expect(Object.fromEntries(tests)).toEqual({ a: 'pass', b: 'flaky' });
    expect(counts).toEqual({ pass: 1, fail: 0, skip: 0, flaky: 1 });
  });

  test('that is taken again has what ends differently as flaky', () => {
    const once = combine('legacy 1', '2026-11-21', [mixed]);
    const again = combine('legacy 1', '2026-11-22', [trial({ b: { outcome: 'pass' } })]);
    const failed = mergeBaseline(once, again, 'failed');
    expect(Object.fromEntries(failed.tests)).toEqual({ a: 'pass', b: 'flaky' });
    expect(failed).toMatchObject({ runs: 1, reruns: 1, taken: '2026-11-22', counts: { pass: 1, flaky: 1 } });
    const all = mergeBaseline(once, once, 'all');
    expect(all).toMatchObject({ runs: 2, counts: { pass: 1, fail: 1, flaky: 0 } });
  });

  test('drifts when a steady test ends differently than recorded', () => {
    const [before, after] = [passing, mixed].map((each) => combine('legacy 1', '2026-11-22', [each]));
    expect(drift(before!, after!)).toEqual(['b: pass → fail: late']);
    expect(drift(combine('legacy 1', '2026-11-22', [passing, mixed]), after!)).toEqual([]);
  });
});
