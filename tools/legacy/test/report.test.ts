import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOnPhone } from '../../report/phone.js';
import type { Report } from '../report/data.js';
import { renderMarkdown, withTable } from '../report/markdown.js';
import { writeReport } from '../report/write.js';

const names = Array.from({ length: 300 }, (_, index) => `unit/retry.js > decides <case> ${index}`);
const reason = { text: 'Stay with the legacy driver where a program needs it.', match: ['.'] };
const report: Report = {
  generated: '2026-11-22',
  commit: 'abc123',
  languages: [
    {
      language: 'node',
      title: 'cassandra-driver for Node.js',
      driver: 'cassandra-driver 4.10.0',
      commit: 'c0a6c5fa',
      parts: [
        {
          ...{
            part: 'unit',
            about: 'classes alone',
            server: 'none',
            taken: '2026-11-22',
            runs: 3,
            reruns: 2,
          },
          ...{ legacy: { pass: 301, flaky: 1 }, all: 301, good: 300, reasons: { parser: 1 } },
        },
      ],
      surface: { all: 10, good: 9, reasons: { parser: 1 } },
      reasons: { parser: { kind: 'white-box', internal: 'lib/readers.js', ...reason } },
      history: [{ commit: 'abc', date: '2026-11-22', good: 300, all: 301 }],
      tests: [
        ...names.map((id) => [id, 'unit', 'passes'] as const),
        ['unit/parser.js > reads', 'unit', 'parser'],
      ],
    },
  ],
};

let directory: string;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'unicql-report-'));
  await writeReport(report, directory);
  ({ browser, page } = await openOnPhone(join(directory, 'index.html')));
});
afterAll(async () => {
  await browser?.close();
  if (directory) await rm(directory, { recursive: true, force: true });
});

describe('the page', () => {
  test('counts what the filter finds', async () => {
    expect(await page.getByRole('status').textContent()).toBe('301 of 301 tests');
    await page.getByLabel('State').selectOption('white-box');
    expect(await page.getByRole('status').textContent()).toBe('1 of 301 tests');
    await page.getByLabel('State').selectOption('');
    await page.getByLabel('Search').fill('DECIDES 29');
    expect(await page.getByRole('status').textContent()).toBe('13 of 301 tests');
    await page.getByLabel('Search').fill('');
  });

  test('shows the rest of a long list on demand', async () => {
    const rows = page.locator('#list tbody tr');
    expect(await rows.count()).toBe(200);
    await page.getByRole('button', { name: 'Show more' }).click();
    expect(await rows.count()).toBe(301);
    expect(await page.getByRole('button', { name: 'Show more' }).isVisible()).toBe(false);
    expect(await rows.first().textContent()).toContain('decides <case> 0');
  });

  test('can be used with the keyboard alone', async () => {
    await page.getByLabel('Language').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('reads');
    expect(await page.getByRole('status').textContent()).toBe('1 of 301 tests');
  });

  test('fits a phone and follows the colours of the system', async () => {
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(22, 24, 27)');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  });

  test('says in words what its bars show', async () => {
    expect(await page.locator('.measure').first().textContent()).toContain(
      '300 of 301 (99.6 %), 1 white-box',
    );
  });
});

test('the data beside the page is the whole report', async () => {
  expect(JSON.parse(await readFile(join(directory, 'report.json'), 'utf8'))).toEqual(report);
});

test('says what was run, when and against which server', async () => {
  expect(await page.locator('.note').first().textContent()).toBe(
    'no server; the legacy driver’s results are of 2026-11-22, 3 runs, what failed 2 times more: 301 pass, 1 flaky.',
  );
});

describe('the table for the README', () => {
  test('has a line for each part, its columns aligned', () => {
    const lines = renderMarkdown(report).trimEnd().split('\n');
    expect(lines[2]).toMatch(
      /^\| node +\| cassandra-driver 4.10.0 \| unit +\| 300 of 301 \(99.6 %\) +\| 9 of 10 \(90 %\) +\|$/,
    );
    expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
  });

  test('goes between its marks, and nowhere when they are missing', () => {
    const text =
      'before\n<!-- parity: `npx unicql-dev legacy report --readme` -->\nold\n<!-- /parity -->\nafter\n';
    const filled = withTable(text, report);
    expect(filled).toContain('300 of 301');
    expect(filled).not.toContain('old');
    expect(withTable(filled, report)).toBe(filled);
    expect(() => withTable('nothing', report)).toThrow('no place for the table');
  });
});
