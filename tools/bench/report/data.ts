import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { repositoryRoot } from '../../root.js';
import { run } from '../../shell.js';
import { figureNames, type Line } from '../bench.js';
import { languages } from '../workloads.js';

const spread = z.object({ min: z.number(), median: z.number(), max: z.number() });
const line = z.object({
  language: z.enum(languages as ['node', ...typeof languages]),
  workload: z.string(),
  concurrency: z.int(),
  subject: z.string(),
  figures: z.partialRecord(z.enum(figureNames), spread),
  cannot: z.string().optional(),
  failure: z.string().optional(),
});

/** One run of the bench, as it is kept. */
export const recordSchema = z.object({
  taken: z.string(),
  commit: z.string(),
  machine: z.string(),
  server: z.string(),
  lines: z.array(line),
});
export type Record = z.infer<typeof recordSchema>;

/** What a run measured, with what is needed to compare it with others later. */
export async function recordOf(lines: readonly Line[], server: string): Promise<Record> {
  const commit = (await run('git', ['rev-parse', '--short=9', 'HEAD'], { cwd: repositoryRoot })).trim();
  const processors = cpus();
  const machine = `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}`;
  return recordSchema.parse({ taken: new Date().toISOString(), commit, machine, server, lines });
}

/** Puts a run beside the earlier ones in a directory, and returns all of them, the newest last. */
export async function keep(record: Record, directory: string): Promise<readonly Record[]> {
  const kept = join(directory, 'runs');
  await mkdir(kept, { recursive: true });
  const name = `${record.taken.replaceAll(/[:.]/g, '-')}-${record.commit}.json`;
  await writeFile(join(kept, name), `${JSON.stringify(record, null, 2)}\n`);
  const names = (await readdir(kept)).filter((file) => file.endsWith('.json')).toSorted();
  return Promise.all(
    names.map(async (file) => recordSchema.parse(JSON.parse(await readFile(join(kept, file), 'utf8')))),
  );
}
