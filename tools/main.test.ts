import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { main } from './main.js';

let output: string;
beforeEach(() => {
  output = '';
  const keep = (chunk: string | Uint8Array): boolean => {
    output += String(chunk);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  vi.stubEnv('UNICQL_CONTACT_POINTS', '');
  vi.stubEnv('UNICQL_CASSANDRA_HOME', '');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test('help names the verbs and what the exit codes say', async () => {
  expect(await main(['--help'])).toBe(0);
  expect(output).toMatch(/cluster .*doctor .*build /s);
  expect(output).toMatch(/4 {2}an address, a port or a name is taken/);
});

test.each([
  ['bench', /\(default: node\).*\(default:\s+insert,select-10,select-1000\).*\(default:\s+1,32,256\)/s],
  ['test', /\(default:\s+rust,node,python,c,cpp\)/],
])('help of %s says its defaults in the words that a user would write', async (verb, defaults) => {
  expect(await main([verb, '--help'])).toBe(0);
  expect(output).toMatch(defaults);
  expect(output).not.toMatch(/[[{]"/);
});

test.each([
  [['nonsense'], /unknown command 'nonsense'/],
  [['cluster', 'up', '--nonsense'], /unknown option '--nonsense'/],
  [['cluster', 'up', '--nodes', '99'], /error: --nodes 99 .*\n {2}hint: use --nodes 3/],
  [['cluster', 'up', '--version', '0.1'], /error: Cassandra 0\.1 is not known here\n {2}hint: /],
  [['cluster', 'up', '--name', 'No Name'], /error: 'No Name' is no name for a cluster\n {2}hint: /],
])('%j is a wrong use', async (args, message) => {
  expect(await main(args)).toBe(2);
  expect(output).toMatch(message);
});

test('a cluster that is not there has an exit code of its own', async () => {
  expect(await main(['cluster', 'node', 'stop', 'node1', '--name', 'never-made'])).toBe(6);
  expect(output).toMatch(/error: there is no cluster never-made\n {2}hint: /);
});

test('a running cluster of the user is left alone', async () => {
  vi.stubEnv('UNICQL_CONTACT_POINTS', '10.0.0.1,10.0.0.2');
  expect(await main(['cluster', 'up'])).toBe(0);
  expect(await main(['cluster', 'down'])).toBe(0);
  expect(output).toMatch(/nothing was started/);
  expect(output).toMatch(/external {2}external {2}10\.0\.0\.1:9042,10\.0\.0\.2:9042/);
  expect(output).toMatch(/nothing was stopped/);
});
