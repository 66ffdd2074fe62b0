import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { parseEvents } from '../results.js';

const end = (message: string) =>
  `${JSON.stringify({ event: 'end', id: 'a > b', outcome: 'fail', message })}\n`;
const messageOf = (text: string) => parseEvents(text).ended.get('a > b')?.message;

describe('messages', () => {
  test('name no place of the machine', () => {
    vi.stubEnv('UNICQL_CACHE', join(homedir(), '.cache', 'unicql'));
    expect(messageOf(end(`no ${homedir()}/.cache/unicql/installs/ccm`))).toBe('no $CACHE/installs/ccm');
    expect(messageOf(end(`no ${join(tmpdir(), 'x')} in ${homedir()}/y`))).toBe('no $TMP/x in ~/y');
  });

  test('keep words that only look like a place', () => {
    expect(messageOf(end(`${homedir()}made and /var/x`))).toBe(`${homedir()}made and /var/x`);
  });
});
