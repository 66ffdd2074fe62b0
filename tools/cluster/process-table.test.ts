import { spawn, type ChildProcess } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import { endProcess, processState, signalProcess } from './process-table.js';

const mark = 'a-mark-of-this-test';
const children: ChildProcess[] = [];

function start(script: string): number {
  const child = spawn(process.execPath, ['-e', script, mark], { stdio: 'ignore' });
  children.push(child);
  return child.pid ?? 0;
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

test('a process is only known by its pid and its command line together', async () => {
  const pid = start('setInterval(() => {}, 1000)');
  await expect.poll(() => processState(pid, mark)).toBe('running');
  expect(await processState(pid, 'somebody else')).toBe('gone');
});

test('a paused process is seen, and ended all the same', async () => {
  const pid = start('setInterval(() => {}, 1000)');
  await expect.poll(() => processState(pid, mark)).toBe('running');
  signalProcess(pid, 'SIGSTOP');
  await expect.poll(() => processState(pid, mark)).toBe('paused');
  await endProcess(pid, mark, 'SIGTERM');
  expect(await processState(pid, mark)).toBe('gone');
});

test('a process that does not go is killed in the end', async () => {
  const pid = start("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)");
  await expect.poll(() => processState(pid, mark)).toBe('running');
  await endProcess(pid, mark, 'SIGTERM', 200);
  expect(await processState(pid, mark)).toBe('gone');
});
