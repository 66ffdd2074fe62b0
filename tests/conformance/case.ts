import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const languageNames = ['node', 'python', 'c', 'cpp'] as const;
export type LanguageName = (typeof languageNames)[number];

const friendly = z.unknown();
const sentence = z.string().min(8);
/** A reason has to tell a user what to do or why the language cannot: a word is no reason. */
const reason = z.string().min(30);
const errorKind = z.string().regex(/^[A-Z][A-Za-z]+$/);
const languages = <T extends z.ZodType>(exception: T) => z.partialRecord(z.enum(languageNames), exception);

/** `{int: 1}`: the CQL type of the parameter, then its value. */
const parameter = z
  .record(z.string(), friendly)
  .refine((entry) => Object.keys(entry).length === 1, 'a parameter is {type: value}');
const parameters = z.union([z.array(parameter), z.strictObject({ named: z.record(z.string(), parameter) })]);

const consistency = z.enum([
  'ANY',
  'ONE',
  'TWO',
  'THREE',
  'QUORUM',
  'ALL',
  'LOCAL_QUORUM',
  'EACH_QUORUM',
  'LOCAL_ONE',
]);
const options = z.strictObject({
  page_size: z.int().positive().optional(),
  /** The name under which an earlier step saved a state, or hex. */
  paging_state: z.string().optional(),
  consistency: consistency.optional(),
  serial_consistency: z.enum(['SERIAL', 'LOCAL_SERIAL']).optional(),
  timestamp_us: z.string().regex(/^\d+$/).optional(),
  tracing: z.boolean().optional(),
  idempotent: z.boolean().optional(),
  timeout_ms: z.int().positive().optional(),
});

const expectedError = z.strictObject({
  error: errorKind,
  message: z.string().optional(),
  fields: z.record(z.string(), friendly).optional(),
});
const expectedResult = z.strictObject({
  rows: z.array(z.array(friendly)).optional(),
  /** Rows may come in any order. */
  unordered: z.boolean().optional(),
  row_count: z.int().nonnegative().optional(),
  columns: z.record(z.string(), z.string()).optional(),
  paging: z.enum(['more', 'last']).optional(),
  /** One pattern for each warning. */
  warnings: z.array(z.string()).optional(),
  tracing: z.boolean().optional(),
  applied: z.boolean().optional(),
});
export const expectation = z.union([expectedError, expectedResult]);

const entry = z.strictObject({
  text: z.string(),
  prepared: z.boolean().optional(),
  params: parameters.optional(),
});
const stepException = z.strictObject({
  reason,
  expect: expectation.optional(),
  params: parameters.optional(),
});
const common = {
  /** `next`: the adapter of the next language does this step. */
  by: z.literal('next').optional(),
  expect: expectation.optional(),
  except: languages(stepException).optional(),
};
const session = { session: z.string().optional() };

const connectStep = z.strictObject({
  ...common,
  connect: z.strictObject({
    to: z
      .enum([
        'plain',
        'auth',
        'tls',
        'http',
        'silent',
        'closed',
        'unresolvable',
        'unreachable_first',
        'forging',
      ])
      .optional(),
    as: z.string().optional(),
    keyspace: z.string().optional(),
    username: z.string().optional(),
    password: z.string().optional(),
    tls: z.enum(['trusted', 'unverified', 'stranger', 'none']).optional(),
    connect_timeout_ms: z.int().positive().optional(),
    request_timeout_ms: z.int().positive().optional(),
  }),
});
const executeStep = z.strictObject({
  ...common,
  ...session,
  execute: z.string(),
  prepared: z.boolean().optional(),
  params: parameters.optional(),
  options: options.optional(),
  save: z.string().optional(),
  /** Runs the step so many times with the same outcome. */
  times: z.int().positive().optional(),
});
const batchStep = z.strictObject({
  ...common,
  ...session,
  batch: z.array(entry),
  kind: z.enum(['logged', 'unlogged', 'counter']).optional(),
  options: options.optional(),
});
const closeStep = z.strictObject({ ...common, close: z.string() });
const step = z.union([connectStep, executeStep, batchStep, closeStep]);

const roundtripException = z.strictObject({
  reason,
  /** What the language reads instead. */
  reads: friendly.optional(),
  /** What the language reads instead when it wrote the value as a parameter. */
  stores: friendly.optional(),
  /** Reading fails with this kind. */
  read_error: errorKind.optional(),
  /** Writing as a parameter fails with this kind; the value of the literal is still read. */
  write_error: errorKind.optional(),
  /** The type and the value as the language has them. */
  as: z.strictObject({ type: z.string(), value: friendly }).optional(),
});
const edge = z.strictObject({
  value: friendly,
  /** What every language reads, when it is not what was written. */
  reads: friendly.optional(),
  /** false: the value has no literal. */
  literal: z.boolean().optional(),
  /** false: the value cannot be a parameter in any language. */
  parameter: z.boolean().optional(),
  except: languages(roundtripException).optional(),
});

const caseSchema = z.strictObject({
  name: sentence,
  /** Runs the case once for each, as `<name> (simple)` and `<name> (prepared)`. */
  modes: z.array(z.enum(['simple', 'prepared'])).optional(),
  steps: z.array(step).min(1),
});
export const caseFileSchema = z.strictObject({
  about: sentence,
  cluster: z.enum(['plain', 'auth', 'tls']).default('plain'),
  /** The first release of the server that knows what the file needs; an older one has to refuse its schema. */
  since: z
    .string()
    .regex(/^\d+\.\d+$/)
    .optional(),
  types: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  schema: z.array(z.string()).default([]),
  /** Statements that remove what dropping the keyspace does not. */
  teardown: z.array(z.string()).default([]),
  /** How round trips bind their value. */
  parameters: z.enum(['prepared', 'simple']).default('prepared'),
  /** Type → name of the edge → value. */
  roundtrips: z.record(z.string(), z.record(z.string(), friendly)).default({}),
  cases: z.array(caseSchema).default([]),
});

export type CaseFile = z.infer<typeof caseFileSchema> & { readonly name: string };
export type ConformanceCase = z.infer<typeof caseSchema>;
export type Step = z.infer<typeof step>;
export type ConnectStep = z.infer<typeof connectStep>;
export type ExecuteStep = z.infer<typeof executeStep>;
export type BatchStep = z.infer<typeof batchStep>;
export type Expectation = z.infer<typeof expectation>;
export type ExpectedError = z.infer<typeof expectedError>;
export type ExpectedResult = z.infer<typeof expectedResult>;
export type Parameters = z.infer<typeof parameters>;
export type ClusterName = CaseFile['cluster'];
export type Edge = z.infer<typeof edge>;
export type Roundtrip = Edge & { readonly name: string; readonly type: string; readonly column: number };

/** Reads and checks one file of cases. */
export function parseCaseFile(name: string, text: string): CaseFile {
  const result = caseFileSchema.safeParse(parse(text));
  if (!result.success) throw new Error(`${name}: ${z.prettifyError(result.error)}`);
  const file = { ...result.data, name };
  rejectDuplicates(file);
  return file;
}

function rejectDuplicates(file: CaseFile): void {
  const seen = new Set<string>();
  for (const { name } of [...expandedCases(file), ...roundtripsOf(file)]) {
    if (seen.has(name)) throw new Error(`${file.name}: two cases are named '${name}'`);
    seen.add(name);
  }
}

export async function loadCases(directory: string): Promise<CaseFile[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    names.map(async (name) =>
      parseCaseFile(basename(name, '.yaml'), await readFile(join(directory, name), 'utf8')),
    ),
  );
}

/** The cases of a file, each mode as a case of its own. */
export function expandedCases(file: CaseFile): ConformanceCase[] {
  return file.cases.flatMap((item) => (item.modes ? item.modes.map((mode) => inMode(item, mode)) : [item]));
}

function inMode(item: ConformanceCase, mode: 'simple' | 'prepared'): ConformanceCase {
  const prepared = mode === 'prepared';
  const steps = item.steps.map((each): Step => {
    if ('execute' in each && each.params) return { ...each, prepared: each.prepared ?? prepared };
    if (!('batch' in each)) return each;
    const batch = each.batch.map((part) => ({ ...part, prepared: part.prepared ?? prepared }));
    return { ...each, batch };
  });
  return { ...item, name: `${item.name} (${mode})`, steps };
}

/** The round trips of a file; each distinct type is a column of one table. */
export function roundtripsOf(file: CaseFile): Roundtrip[] {
  return Object.entries(file.roundtrips).flatMap(([type, edges], column) =>
    Object.entries(edges).map(([name, value]) => ({
      ...edgeOf(value),
      name: `${type}: ${name}`,
      type,
      column,
    })),
  );
}

/** An edge is a plain value, or an object with `value` and what is special about it. */
function edgeOf(value: unknown): Edge {
  if (typeof value !== 'object' || value === null || !('value' in value)) return { value };
  return edge.parse(value);
}
