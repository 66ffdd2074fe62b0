import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromium as findChromium } from '../doctor/requirements.js';

/** Opens a page as a phone that is set to dark would; it fails when the page asks for anything but files. */
export async function openOnPhone(path: string): Promise<{ browser: Browser; page: Page }> {
  const executablePath = await findChromium();
  if (!executablePath) throw new Error('there is no Chromium: run `npx unicql-dev doctor --install`');
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) throw new Error(`the page asks for ${request.url()}`);
  });
  await page.goto(pathToFileURL(path).href);
  return { browser, page };
}
