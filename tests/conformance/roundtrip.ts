import { expect } from 'vitest';
import type { CaseFile, Roundtrip } from './case.js';
import { roundtripTable, success, type Conversation } from './conversation.js';
import { shortened, shown } from './expectation.js';
import { literal } from './literal.js';
import type { Reply } from './message.js';
import { comparableType, parseType, type CqlType } from './type.js';
import { canonical, completed, type Canonical } from './value.js';

/**
 * Writes a value twice, as a parameter and as a literal whose bytes the server makes, and reads both. An adapter that encodes
 * and decodes with the same mistake fails on the literal.
 */
export async function runRoundtrip(
  file: CaseFile,
  roundtrip: Roundtrip,
  conversation: Conversation,
): Promise<void> {
  if (await conversation.prepareFile(file)) await new Trip(file, roundtrip, conversation).run();
}

class Trip {
  readonly #column: string;
  readonly #table: string;
  readonly #type: CqlType;
  readonly #exception;

  constructor(
    readonly file: CaseFile,
    readonly roundtrip: Roundtrip,
    readonly conversation: Conversation,
  ) {
    this.#column = `c${roundtrip.column}`;
    this.#table = roundtripTable(file);
    this.#type = this.#parse(roundtrip.type);
    this.#exception = roundtrip.except?.[conversation.language.name];
  }

  async run(): Promise<void> {
    const session = await this.conversation.session(this.file.cluster);
    if (this.roundtrip.parameter !== false && (await this.#writeParameter(session))) {
      await this.#read(session, 'parameter');
    }
    if (this.roundtrip.literal !== false) {
      await this.#writeLiteral(session);
      await this.#read(session, 'literal');
    }
  }

  #parse(text: string): CqlType {
    return parseType(text, this.conversation.keyspace, this.file.types);
  }

  #key(way: string): string {
    return `${this.roundtrip.name.replaceAll("'", '')} ${way}`;
  }

  /** Returns whether there is something to read afterwards. */
  async #writeParameter(session: number): Promise<boolean> {
    const as = this.#exception?.as;
    const type = as ? this.#parse(as.type) : this.#type;
    const value = canonical(type, as ? as.value : this.roundtrip.value);
    const reply = await this.conversation.request('execute', {
      session,
      text: `INSERT INTO ${this.#table} (id, ${this.#column}) VALUES (?, ?)`,
      prepared: this.file.parameters === 'prepared',
      params: [
        { type: 'text', value: this.#key('parameter') },
        { type, value },
      ],
    });
    if (this.#exception?.write_error === undefined) return Boolean(success(reply, 'write as a parameter'));
    expectKind(reply, this.#exception.write_error);
    return false;
  }

  async #writeLiteral(session: number): Promise<void> {
    const value = literal(this.#type, canonical(this.#type, this.roundtrip.value));
    const text = `INSERT INTO ${this.#table} (id, ${this.#column}) VALUES ('${this.#key('literal')}', ${value})`;
    success(await this.conversation.request('execute', { session, text }), text);
  }

  async #read(session: number, way: string): Promise<void> {
    const text = `SELECT ${this.#column} FROM ${this.#table} WHERE id = '${this.#key(way)}'`;
    const reply = await this.conversation.request('execute', { session, text });
    if (this.#exception?.read_error !== undefined) return expectKind(reply, this.#exception.read_error);
    const result = success(reply, `read the ${way}`);
    const { type, value } = this.#expected(way);
    const about = `written as a ${way}, read as ${shortened(result)}`;
    expect(
      result.columns?.map((column) => comparableType(column.type)),
      about,
    ).toEqual([comparableType(type)]);
    expect(result.rows?.length, about).toBe(1);
    expect(shown(type, result.rows?.[0]?.[0] ?? null), about).toBe(shown(type, value));
  }

  #expected(way: string): { type: CqlType; value: Canonical } {
    const { as, reads, stores } = this.#exception ?? {};
    const special = way === 'parameter' ? firstDefined(stores, reads) : reads;
    const type = as ? this.#parse(as.type) : this.#type;
    const given = as?.value ?? firstDefined(special, this.roundtrip.reads, this.roundtrip.value);
    return { type, value: completed(type, canonical(type, given)) };
  }
}

/** null is a value that can be read, so `??` would be wrong. */
function firstDefined(...values: unknown[]): unknown {
  return values.find((value) => value !== undefined);
}

function expectKind(reply: Reply, kind: string): void {
  expect(reply.error?.cause ?? reply.error?.kind, shortened(reply)).toBe(kind);
}
