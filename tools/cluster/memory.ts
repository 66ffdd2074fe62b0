import { readFile } from 'node:fs/promises';
import { freemem } from 'node:os';
import { Failure } from '../failure.js';

/** What one node takes of the machine: its heap and about as much again outside of it, as measured. */
export const nodeMebibytes = 900;

export async function availableMebibytes(): Promise<number> {
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const kibibytes = /^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1];
  return Math.floor(kibibytes ? Number(kibibytes) / 1024 : freemem() / 1024 / 1024);
}

export function checkMemory(nodes: number, available: number): void {
  const needed = nodes * nodeMebibytes;
  if (available >= needed) return;
  throw new Failure(
    'machine',
    `${nodes} ${nodes === 1 ? 'node needs' : 'nodes need'} about ${needed} MiB of memory, and ${available} MiB are free`,
    {
      hint: 'start fewer nodes, or stop another cluster (`unicql-dev cluster list`)',
    },
  );
}
