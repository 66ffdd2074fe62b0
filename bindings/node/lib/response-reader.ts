import { columnsOf, type ColumnInfo, type CoreColumn } from './codec/column-type';
import type { EncodingOptions } from './codec/encoding-options';
import { rowDecoder, type RowDecoder } from './codec/row-decoder';
import type { Word } from './core-session';
import type { CoreError } from './core-error';
import type { CorePrepared } from './prepared-statement';
import type { CoreSchemaChange } from './metadata/schema-changes';
import { Uuid } from './types/uuid';

/*
 * A slab starts with the number of records that still wait. One record, little-endian; `src/record.rs` writes it. What is
 * undecided or observed has the ticket of its request in place of a slot.
 *
 *    0 u32 record length    12 u32 coordinator's number    28 u32 rows length
 *    4 u32 slot             16 f64 columns id              32 i32 paging state length, or -1: none
 *    8 u8  kind             24 u32 row count               36 u32 extra length
 *    9 u8  flags            40 16 bytes tracing id
 *   56 rows, paging state, extra: JSON of what is rare or new
 */
const SLAB_HEADER_LENGTH = 4;
const HEADER_LENGTH = 56;

export const Kind = {
  void: 0,
  rows: 1,
  setKeyspace: 2,
  schemaChange: 3,
  failed: 4,
  prepared: 5,
  undecided: 6,
  news: 7,
  observed: 8,
} as const;
const Flag = { traced: 1, inAgreement: 2, forgetColumns: 4 } as const;

/** A failure that a retry policy has to decide about. */
export interface Asked {
  /** What the answer refers to. */
  question: number;
  error: CoreError;
  /** The consistency of the try that failed. */
  consistency: number;
  /** How many tries before were retries. */
  retries: number;
}

/** Something that was observed of a request. */
export type Note =
  | {
      what: 'attempt';
      host: string | null;
      seconds: number;
      nanoseconds: number;
      requestLength: number;
      responseLength: number;
      error: CoreError | null;
    }
  | { what: 'retry' | 'ignore' | 'connectionError'; error: CoreError }
  | { what: 'speculativeExecution' };

/** How a request came by its answer, when the first host that was asked did not just give it. */
export interface Trail {
  tried: { host: string; error: CoreError | null }[];
  speculativeExecutions: number;
  consistency: number | null;
}

interface Extra {
  news?: Word;
  warnings?: string[];
  columns?: CoreColumn[];
  coordinator?: string;
  keyspace?: string;
  /** Null when nothing tells what changed. */
  schemaChange?: CoreSchemaChange | null;
  error?: CoreError;
  asked?: Asked;
  note?: Note;
  trail?: Trail;
  /** Names with bytes in hexadecimal digits. */
  payload?: Record<string, string | null>;
  prepared?: CorePrepared;
}

/** A shape of rows: its columns and what decodes them. */
export class Shape {
  readonly columns: ColumnInfo[];
  private decoder: RowDecoder | null = null;

  constructor(
    described: CoreColumn[],
    private readonly encoding: EncodingOptions,
  ) {
    this.columns = columnsOf(described);
  }

  /** Made on first use, so that a type that cannot be read fails the request that asked for it alone. */
  get decode(): RowDecoder {
    this.decoder ??= rowDecoder(this.columns, this.encoding);
    return this.decoder;
  }
}

/** One outcome. It is valid only until the next one is read. */
export class Outcome {
  slab: Buffer = Buffer.alloc(0);
  slot = 0;
  kind = 0;
  inAgreement = false;
  /** `ip:port` */
  coordinator = '';
  shape: Shape | null = null;
  rowCount = 0;
  rowsOffset = 0;
  pageState: Buffer | undefined = undefined;
  traceId: Uuid | undefined = undefined;
  extra: Extra = {};
}

const NOTHING: Extra = Object.freeze({});

/** Reads the records of a slab, and remembers what the core tells only once. */
export class ResponseReader {
  private readonly outcome = new Outcome();
  private readonly shapes = new Map<number, Shape>();
  private readonly coordinators: string[] = [];

  constructor(private readonly encoding: EncodingOptions) {}

  /** Hands over every record in the first bytes of a slab and returns how many still wait. */
  read(slab: Buffer, length: number, take: (outcome: Outcome) => void): number {
    let at = SLAB_HEADER_LENGTH;
    while (at < length) {
      const next = at + slab.readUInt32LE(at);
      this.record(slab, at);
      take(this.outcome);
      at = next;
    }
    return slab.readUInt32LE(0);
  }

  private record(slab: Buffer, at: number): void {
    const { outcome } = this;
    const flags = slab[at + 9]!;
    const columns = slab.readDoubleLE(at + 16);
    const rowsLength = slab.readUInt32LE(at + 28);
    const pagingLength = slab.readInt32LE(at + 32);
    const extraLength = slab.readUInt32LE(at + 36);
    const paging = at + HEADER_LENGTH + rowsLength;
    const extra = paging + Math.max(pagingLength, 0);
    outcome.slab = slab;
    outcome.slot = slab.readUInt32LE(at + 4);
    outcome.kind = slab[at + 8]!;
    outcome.inAgreement = (flags & Flag.inAgreement) !== 0;
    outcome.rowCount = slab.readUInt32LE(at + 24);
    outcome.rowsOffset = at + HEADER_LENGTH;
    outcome.pageState = pagingLength < 0 ? undefined : Buffer.from(slab.subarray(paging, extra));
    outcome.extra =
      extraLength === 0 ? NOTHING : (JSON.parse(slab.toString('utf8', extra, extra + extraLength)) as Extra);
    outcome.traceId =
      flags & Flag.traced ? new Uuid(Buffer.from(slab.subarray(at + 40, at + 56))) : undefined;
    if (flags & Flag.forgetColumns) this.shapes.clear();
    if (outcome.extra.columns) this.shapes.set(columns, new Shape(outcome.extra.columns, this.encoding));
    if (outcome.extra.coordinator) this.coordinators.push(outcome.extra.coordinator);
    outcome.shape = this.shapes.get(columns) ?? null;
    outcome.coordinator = this.coordinators[slab.readUInt32LE(at + 12)] ?? '';
  }
}
