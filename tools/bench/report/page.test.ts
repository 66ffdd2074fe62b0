import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOnPhone } from '../../report/phone.js';
import type { Line } from '../bench.js';
import type { Record } from './data.js';
import { writePage } from './page.js';

const figure = (median: number) => ({ min: median, median, max: median });
const line = (subject: string, concurrency: number, cpu: number): Line => ({
  ...{ language: 'node', workload: 'insert', concurrency, subject },
  figures: {
    cpu_us_per_op: figure(cpu),
    ops_per_second: figure(1000),
    p50_us: figure(10 * cpu),
    p99_us: figure(99),
  },
});
const record = (taken: string, ours: number): Record => ({
  ...{ taken, commit: 'abc123def', machine: '2 × <chip>', server: 'a server that answers at once' },
  lines: [
    line('ours', 1, ours),
    line('legacy 4', 1, 20),
    line('ours', 32, ours),
    line('legacy 4', 32, 10),
    { ...line('peer 1', 1, 0), figures: {}, cannot: 'it has no <batches>' },
  ],
});

let directory: string;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'unicql-bench-'));
  await writePage(record('2026-01-01T00:00:00.000Z', 10), directory);
  const path = await writePage(record('2026-01-02T00:00:00.000Z', 5), directory);
  ({ browser, page } = await openOnPhone(path));
});
afterAll(async () => {
  await browser?.close();
  if (directory) await rm(directory, { recursive: true, force: true });
});

test('shows the newest run, each bar as long as its driver is dear', async () => {
  const widths = await page.evaluate(
    "[...document.querySelectorAll('.bars .bar i')].map((bar) => bar.style.width)",
  );
  expect(widths).toEqual(['25%', '100%', '50%', '100%']);
  expect(await page.locator('.bars span').first().textContent()).toBe(
    'ours: 5.0 µs, 1000 operations a second',
  );
});

test('says why a driver has no bar', async () => {
  expect(await page.locator('.bars').first().textContent()).toContain('peer 1: it has no <batches>');
});

test('says in words what its curves show', async () => {
  const curves = page.getByRole('img', { name: /insert: latency.*ours p50: 50 µs at 1, 50 µs at 32/ });
  expect(await curves.count()).toBe(1);
  expect(await curves.locator('polyline').count()).toBe(4);
});

test('keeps earlier runs as history', async () => {
  expect(await readdir(join(directory, 'runs'))).toHaveLength(2);
  await page.getByText('History').click();
  const rows = page.locator('tbody tr');
  expect(await rows.count()).toBe(4);
  expect(await rows.first().textContent()).toBe('abc123def2026-01-01insert110.00.50');
});

test('fits a phone and follows the colours of the system', async () => {
  const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  expect(overflow).toBeLessThanOrEqual(0);
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(22, 24, 27)');
});

test('shows what is no markup as it is', async () => {
  expect(await page.locator('header').textContent()).toContain('2 × <chip>');
});
