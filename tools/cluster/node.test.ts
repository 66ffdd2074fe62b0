import { expect, test } from 'vitest';
import { errorTail, sees } from './node.js';

test('a log that says that another node is up', () => {
  const log = 'INFO  [GossipStage:1] Gossiper.java:1458 - InetAddress /127.0.1.2:7000 is now UP\n';
  expect(sees(log, { address: '127.0.1.2' })).toBe(true);
  expect(sees(log, { address: '127.0.1.20' })).toBe(false);
  expect(sees(log, { address: '127.0.1.1' })).toBe(false);
  expect(sees('Gossiper.java - InetAddress /127.0.1.2 is now UP', { address: '127.0.1.2' })).toBe(true);
});

test('the reason of a death is the last error and what follows', () => {
  const log = 'INFO one\nERROR first\n\tat a\nINFO two\nERROR last\n\tat b\n\tat c\n';
  expect(errorTail(log)).toBe('ERROR last\n\tat b\n\tat c');
  expect(errorTail('INFO only')).toBe('INFO only');
});
