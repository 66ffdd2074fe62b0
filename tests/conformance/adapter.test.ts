import { afterEach, describe, expect, test } from 'vitest';
import { Adapter } from './adapter.js';
import { selectedLanguages, type Language } from './language.js';

const echo = `
require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, op } = JSON.parse(line);
  if (op === 'die') { console.error('a last word'); process.exit(7); }
  if (op === 'babble') return console.log('hello?');
  if (op !== 'hang') console.log(JSON.stringify({ id, ok: { language: op } }));
  if (op === 'quit') process.exit(0);
});`;

function language(command: readonly string[]): Language {
  return { name: 'node', program: command[0] ?? '', command, lacks: {}, lacksFields: {} };
}

describe('an adapter', () => {
  const patienceMs = 1_000;
  const adapter = new Adapter(language([process.execPath, '-e', echo]), patienceMs);
  afterEach(() => adapter.quit());

  test('answers each request with its own reply', async () => {
    const replies = await Promise.all(['one', 'two', 'three'].map((op) => adapter.request(op)));
    expect(replies.map((reply) => reply.ok?.language)).toEqual(['one', 'two', 'three']);
  });

  test('that dies fails its requests with its last words and is started again', async () => {
    const before = adapter.generation;
    const waiting = adapter.request('hang');
    await expect(adapter.request('die')).rejects.toThrow(/died \(exit code 7\)\na last word/);
    await expect(waiting).rejects.toThrow(/died/);
    expect((await adapter.request('again')).ok?.language).toBe('again');
    expect(adapter.generation).toBe(before + 2);
  });

  test('that hangs is ended and started again', async () => {
    await expect(adapter.request('hang')).rejects.toThrow(/did not answer 'hang' within 1 s/);
    expect((await adapter.request('again')).ok?.language).toBe('again');
  });

  test('that says what is no reply fails', async () => {
    await expect(adapter.request('babble')).rejects.toThrow(/said what is no reply: hello\?/);
  });

  test('that was not built says so', () => {
    const missing = new Adapter(language(['/no/such/conformance_c']));
    expect(() => missing.start()).toThrow(/conformance_c is not there; `npm run build` makes it/);
  });

  test('that cannot be executed says so', async () => {
    const broken = new Adapter({ ...language([import.meta.dirname]), program: import.meta.dirname });
    await expect(broken.request('hello')).rejects.toThrow(/died/);
  });
});

describe('the languages', () => {
  test('are all four unless some are selected', () => {
    expect(selectedLanguages({}).map(({ name }) => name)).toEqual(['node', 'python', 'c', 'cpp']);
    const some = selectedLanguages({ UNICQL_CONFORMANCE_LANGUAGES: 'cpp, node' });
    expect(some.map(({ name }) => name)).toEqual(['node', 'cpp']);
  });

  test('refuse a name that is none of them', () => {
    expect(() => selectedLanguages({ UNICQL_CONFORMANCE_LANGUAGES: 'node,perl' })).toThrow(/perl/);
  });

  test('take another command from the environment', () => {
    const [c] = selectedLanguages({
      UNICQL_CONFORMANCE_LANGUAGES: 'c',
      UNICQL_CONFORMANCE_C: 'valgrind -q build/c',
    });
    expect(c).toMatchObject({ command: ['valgrind', '-q', 'build/c'], program: 'build/c' });
  });
});
