import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export type ProcessState = 'running' | 'paused' | 'gone';

/** The state of a process, provided that its command line still names the given path: pids are used again. */
export async function processState(pid: number, path: string): Promise<ProcessState> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'gone';
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // Without /proc the signal's answer is all there is to know.
  if (stat === undefined)
    return (await readFile('/proc/self/stat').catch(() => undefined)) ? 'gone' : 'running';
  const letter = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  // A zombie waits for a parent to read its exit code: it holds no port and no file.
  if (letter === 'Z' || letter === 'X') return 'gone';
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (!commandLine.includes(path)) return 'gone';
  return letter === 'T' ? 'paused' : 'running';
}

/** Ends a process and returns once it is gone; one that takes longer than the patience is killed. */
export async function endProcess(
  pid: number,
  path: string,
  signal: 'SIGTERM' | 'SIGKILL',
  patience = 30_000,
): Promise<void> {
  const deadline = performance.now() + patience;
  const state = await processState(pid, path);
  if (state === 'gone') return;
  signalProcess(pid, signal);
  // A paused process only sees the signal once it runs again.
  if (state === 'paused') signalProcess(pid, 'SIGCONT');
  while ((await processState(pid, path)) !== 'gone') {
    if (performance.now() > deadline) signalProcess(pid, 'SIGKILL');
    await sleep(30);
  }
}

export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
