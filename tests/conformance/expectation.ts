import { expect } from 'vitest';
import type { Expectation, ExpectedError, ExpectedResult } from './case.js';
import type { Language } from './language.js';
import type { ErrorReply, Reply, ResultReply } from './message.js';
import { comparableType, parseType, type CqlType, type UserTypes } from './type.js';
import { canonical, comparable, completed, type Canonical } from './value.js';

/** What the friendly values of an expectation refer to. */
export interface Context {
  readonly language: Language;
  readonly keyspace: string;
  readonly types: UserTypes;
  /** The step, for the reader of a failure. */
  readonly about: string;
}

/** Compares a reply with what a case expects of it. */
export function check(reply: Reply, expected: Expectation, context: Context): void {
  if ('error' in expected) checkError(reply, expected, context);
  else checkResult(resultOf(reply, context), expected, context);
}

export function resultOf(reply: Reply, context: Context): ResultReply {
  if (reply.ok) return reply.ok;
  throw new Error(`${context.about}\nfailed: ${JSON.stringify(reply.error)}`);
}

function checkError(reply: Reply, expected: ExpectedError, context: Context): void {
  const about = `${context.about}\nanswered ${shortened(reply)}`;
  const error = reply.error;
  if (!error) throw new Error(`${about}\ninstead of the error ${expected.error}`);
  expect(error.cause ?? error.kind, about).toBe(expected.error);
  if (expected.message !== undefined) expect(error.message, about).toMatch(new RegExp(expected.message));
  checkFields(error, expected, context, about);
}

function checkFields(error: ErrorReply, expected: ExpectedError, context: Context, about: string): void {
  const given = error.fields ?? {};
  const wanted = Object.entries(expected.fields ?? {}).filter(
    ([name]) => context.language.lacksFields[name] === undefined,
  );
  const actual = Object.fromEntries(wanted.map(([name]) => [name, given[name]]));
  expect(actual, about).toEqual(
    Object.fromEntries(wanted.map(([name, value]) => [name, inKeyspace(value, context.keyspace)])),
  );
}

function inKeyspace(value: unknown, keyspace: string): unknown {
  return typeof value === 'string' ? value.replaceAll('{keyspace}', keyspace) : value;
}

function checkResult(result: ResultReply, expected: ExpectedResult, context: Context): void {
  const about = `${context.about}\nanswered ${shortened(result)}`;
  const has = (capability: keyof Language['lacks']): boolean =>
    context.language.lacks[capability] === undefined;
  if (expected.columns) checkColumns(result, expected.columns, context, about);
  if (expected.rows) checkRows(result, expected.rows, expected.unordered ?? false, about);
  if (expected.row_count !== undefined) expect(result.rows?.length, about).toBe(expected.row_count);
  if (expected.paging) expect(typeof result.paging_state, about).toBe(pagingType[expected.paging]);
  if (expected.warnings && has('warnings')) checkWarnings(result, expected.warnings, about);
  if (expected.tracing && has('tracing_id')) expect(result.tracing_id, about).toMatch(/^[0-9a-f-]{36}$/);
  if (expected.applied !== undefined && has('applied')) expect(result.applied, about).toBe(expected.applied);
}

/** The last page has a null, which is an object to `typeof`. */
const pagingType = { more: 'string', last: 'object' };

function checkColumns(
  result: ResultReply,
  expected: Readonly<Record<string, string>>,
  context: Context,
  about: string,
): void {
  const wanted = Object.entries(expected).map(([name, text]) => ({
    name,
    type: comparableType(parseType(text, context.keyspace, context.types)),
  }));
  const actual = result.columns?.map(({ name, type }) => ({ name, type: comparableType(type) }));
  expect(actual, about).toEqual(wanted);
}

function checkRows(
  result: ResultReply,
  expected: readonly unknown[][],
  unordered: boolean,
  about: string,
): void {
  const types = result.columns?.map(({ type }) => type) ?? [];
  const actual = (result.rows ?? []).map((row) => row.map((value, index) => shown(types[index], value)));
  const wanted = expected.map((row) => {
    expect(row.length, `${about}\ncolumns`).toBe(types.length);
    return row.map((value, index) => pattern(value) ?? shown(types[index], friendly(types[index], value)));
  });
  if (unordered) expect(sorted(actual), about).toEqual(sorted(wanted));
  else expect(actual, about).toEqual(wanted);
}

function friendly(type: CqlType = 'blob', value: unknown): Canonical {
  return completed(type, canonical(type, value));
}

/** Values are compared as text: a failure then shows both on one line. */
export function shown(type: CqlType = 'blob', value: Canonical): string {
  return JSON.stringify(comparable(type, value));
}

/** `{between: [1, 9]}` and `{matches: pattern}` stand for values that no case can know. */
function pattern(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('matches' in value) return expect.stringMatching(new RegExp(String(value.matches)));
  if (!('between' in value)) return undefined;
  const [low = 0, high = 0] = value.between as number[];
  return expect.toSatisfy((text: string) => within(Number(JSON.parse(text)), low, high), `${low}..${high}`);
}

function within(number: number, low: number, high: number): boolean {
  return number >= low && number <= high;
}

function sorted(rows: readonly unknown[][]): unknown[][] {
  return rows.toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

function checkWarnings(result: ResultReply, patterns: readonly string[], about: string): void {
  expect(result.warnings ?? [], about).toEqual(
    patterns.map((text) => expect.stringMatching(new RegExp(text))),
  );
}

export function shortened(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= 1_500 ? text : `${text.slice(0, 1_500)}… (${text.length} characters)`;
}
