import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Failure } from '../failure.js';

export const languages = ['node', 'python', 'c'] as const;
export type Language = (typeof languages)[number];

const part = z.strictObject({
  about: z.string(),
  /** Paths inside the suite; a path that ends in `/` stands for every test file below it. */
  files: z.array(z.string()).min(1),
  /** Files below those of `files` that are left out, and why. */
  except: z.record(z.string(), z.string()).default({}),
  /** What the tests need beside the driver; with `ccm` they start their clusters by themselves. */
  server: z.enum(['none', 'simulacron', 'cassandra', 'ccm']),
  /** How many nodes the tests expect to find, where the server is Cassandra. */
  nodes: z.int().positive().optional(),
  /** Whether each file gets a process of its own, all share one, or each of the jobs has its share of them. */
  process: z.enum(['file', 'shared', 'workers']),
  /** After so many seconds without a sign of life a test is ended and recorded as hung. */
  silence_s: z.int().positive(),
  /** Set for the tests, for instance what tells them which server they are on. */
  environment: z.record(z.string(), z.string()).default({}),
});
export type Part = z.infer<typeof part>;

const suite = z.strictObject({
  title: z.string(),
  /** The legacy driver as published, which the baseline is taken with. */
  driver: z.string(),
  repository: z.string(),
  tag: z.string().optional(),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  /** The one directory of the repository that is the suite. */
  directory: z.string(),
  /** The hash of that directory's content, as `content-hash.ts` computes it. */
  content: z.string().regex(/^[0-9a-f]{64}$/),
  /** The source archive of a Debian package that has the same directory in it. */
  debian: z
    .strictObject({
      package: z.string(),
      version: z.string(),
      releases: z.array(z.string()),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    })
    .optional(),
  parts: z.record(z.string(), part),
});
export type Suite = z.infer<typeof suite>;

const file = fileURLToPath(new URL('suites.json', import.meta.url));

/** The pinned suites, by language. */
export async function readSuites(): Promise<Readonly<Record<Language, Suite>>> {
  return z.record(z.enum(languages), suite).parse(JSON.parse(await readFile(file, 'utf8')));
}

export function parseLanguage(text: string): Language {
  const language = languages.find((each) => each === text);
  if (language) return language;
  throw new Failure('usage', `there is no legacy suite of '${text}'`, {
    hint: `use ${languages.join(', ')}`,
  });
}

/** The parts that a user named, or the one that needs no server when none was named. */
export function chooseParts(suiteOfLanguage: Suite, named: readonly string[]): string[] {
  const known = Object.keys(suiteOfLanguage.parts);
  const unknown = named.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Failure('usage', `the suite has no part '${unknown}'`, { hint: `use ${known.join(', ')}` });
  }
  return named.length > 0 ? [...named] : known.slice(0, 1);
}
