import type { EncodingOptions } from './codec/encoding-options';
import { ValueWriters } from './codec/value-writers';
import type { ResolvedOptions } from './client-options';
import { legacyError } from './core-error';
import { UnknownDataCenter } from './data-center';
import { logLine, type CoreLine } from './core-log';
import { CoreQuestions, type Question } from './core-questions';
import type { CoreSchemaChange } from './metadata/schema-changes';
import { NativeSession, type NativeOptions } from './native';
import { PreparedStatement } from './prepared-statement';
import { RETHROW, type RequestExecution } from './request-execution';
import { RequestWriter } from './request-writer';
import type { Row } from './types/row';
import { Kind, type Asked, type Note, type Outcome, ResponseReader } from './response-reader';

const SLAB_LENGTH = 256 * 1024;
/** A burst of more bytes than this is handed over at once, so that the core may start. */
const BURST_LENGTH_MAX = 256 * 1024;

/** Writes a request for a slot. */
export type Write = (requests: RequestWriter, slot: number) => void;

/** Takes what was observed, of a request if it is of one that is under way. */
export type Observe = (note: Note, execution: RequestExecution | undefined) => void;

/** Takes an error, or an outcome that is valid during the call alone. */
export type Completion = (error: Error | null, outcome: Outcome | null) => void;

/** A host as the core tells it. */
export interface CoreHost {
  id: string;
  address: string;
  datacenter: string | null;
  rack: string | null;
  /** Null while nobody knows. */
  isUp: boolean | null;
  cassandraVersion: string | null;
  dseVersion: string | null;
  workloads: string[];
  tokens: string[];
}

/** What comes from the core unasked: news, a question, or the end of an authentication. */
export type Word =
  News | { line: CoreLine } | { question: Question } | { what: 'authenticated'; exchange: number };

/** What happened to a host or to the control connection. */
export interface News {
  what: 'added' | 'removed' | 'moved' | 'up' | 'down' | 'controlLost' | 'controlUp' | 'ring' | 'schema';
  host?: CoreHost;
  /** The address of a host until it moved. */
  from?: string | null;
  change?: CoreSchemaChange;
}

/**
 * The way to the core and back. Requests of one turn of the event loop cross together, and so do outcomes: there is
 * one native call per burst in each direction.
 */
export class CoreSession {
  /** Hears what happens to hosts. */
  onNews: ((news: News) => void) | null = null;
  private readonly questions: CoreQuestions;
  private readonly native: NativeSession;
  private readonly requests: RequestWriter;
  private readonly responses: ResponseReader;
  private readonly waiting: (Completion | null)[] = [];
  private readonly free: number[] = [];
  private readonly executions = new Map<number, RequestExecution>();
  private tickets = 0;
  private slab: Buffer | null = null;
  private flushing = false;
  private draining = false;
  private readonly flush = () => this.submit();
  private readonly drainRest = () => {
    this.draining = false;
    this.drain();
  };
  private observer: Observe | null = null;
  private readonly registry: FinalizationRegistry<number>;

  private readonly encoding: EncodingOptions;

  /** @param options Those of the client, whose authenticators and address translator may be asked. */
  constructor(private readonly options: ResolvedOptions) {
    const { encoding } = options;
    this.encoding = encoding;
    this.native = new NativeSession(() => this.drain());
    this.questions = new CoreQuestions(options, (id, answer, error) => this.native.answer(id, answer, error));
    this.requests = new RequestWriter(new ValueWriters(encoding));
    this.responses = new ResponseReader(encoding);
    // A request may hold a statement that no cache holds any more, so the garbage collector says when it is done with.
    this.registry = new FinalizationRegistry((number) => this.native.release(number));
  }

  /** Connects; a session that did not connect is of no more use. */
  async connect(options: NativeOptions): Promise<void> {
    try {
      await this.settle((slot) => this.native.connect(slot, options));
    } catch (err) {
      this.native.abandon();
      throw err instanceof UnknownDataCenter ? err.explain(this.options) : err;
    }
  }

  /**
   * Sends a request that a function writes, and completes with its outcome. What the function throws is thrown.
   *
   * @param execution What policies of the user's own have to say about it.
   */
  send(write: Write, complete: Completion, execution: RequestExecution | null = null): void {
    const slot = this.reserve(execution ? this.enlist(execution, complete) : complete);
    const { bytes } = this.requests;
    const start = bytes.offset;
    this.requests.execution = execution;
    try {
      write(this.requests, slot);
    } catch (err) {
      bytes.offset = start;
      this.vacate(slot);
      if (execution) this.executions.delete(execution.ticket);
      throw err;
    }
    if (bytes.offset >= BURST_LENGTH_MAX) this.submit();
    else if (!this.flushing) {
      this.flushing = true;
      queueMicrotask(this.flush);
    }
  }

  /** Gives a request the ticket under which the core may ask about it until it completes. */
  private enlist(execution: RequestExecution, complete: Completion): Completion {
    this.tickets = (this.tickets + 1) >>> 0;
    execution.ticket = this.tickets;
    this.executions.set(execution.ticket, execution);
    return (error, outcome) => {
      this.executions.delete(execution.ticket);
      complete(error, outcome);
    };
  }

  /** Prepares a statement on every host. */
  async prepare(query: string): Promise<PreparedStatement> {
    return new Promise((resolve, reject) => {
      const slot = this.reserve((error, outcome) => {
        if (error) return reject(error);
        const statement = new PreparedStatement(query, outcome!.extra.prepared!);
        this.registry.register(statement, statement.number);
        resolve(statement);
      });
      this.native.prepare(slot, query);
    });
  }

  /** Waits for what is under way, at most for a time, and closes every connection. */
  async close(graceMs: number): Promise<void> {
    this.submit();
    await this.settle((slot) => this.native.close(slot, graceMs));
  }

  /** Tells an observer what happens from now on, or nobody. */
  observe(observer: Observe | null): void {
    this.observer = observer;
    this.native.observe(observer !== null);
  }

  hosts(): CoreHost[] {
    return JSON.parse(this.native.hosts()) as CoreHost[];
  }

  /** `ip:port` of the host of the control connection; null while that is lost. */
  controlHost(): string | null {
    return this.native.controlHost();
  }

  /** The class of the partitioner; null while it is not known. */
  partitioner(): string | null {
    return this.native.partitioner();
  }

  /** Asks the host of the control connection for all rows, at a consistency level if one is given. */
  controlQuery(cql: string, consistency?: number | null): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      const slot = this.reserve(rowsOf(resolve, reject));
      this.native.controlQuery(slot, cql, consistency);
    });
  }

  /** Sends a request that a function writes, and gives the rows of its answer. */
  rows(write: Write): Promise<Row[]> {
    return new Promise((resolve, reject) => this.send(write, rowsOf(resolve, reject)));
  }

  /** The address of this machine from which the host of the control connection is reached. */
  localAddress(): string | null {
    return this.native.localAddress();
  }

  /** Says how near hosts are, by their ids; the others get no connections. */
  setDistances(distances: Record<string, number>): Promise<void> {
    return this.settle((slot) => this.native.setDistances(slot, distances));
  }

  /** How many connections a host has, by its id. */
  connections(id: string): number {
    return this.native.connections(id);
  }

  /** How many requests a host has not answered yet. */
  inFlight(id: string): number {
    return this.native.inFlight(id);
  }

  /** How many requests a host has answered. */
  answered(id: string): number {
    return this.native.answered(id);
  }

  private settle(start: (slot: number) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      start(this.reserve((error) => (error ? reject(error) : resolve())));
    });
  }

  private reserve(complete: Completion): number {
    const slot = this.free.pop() ?? this.waiting.length;
    this.waiting[slot] = complete;
    return slot;
  }

  private vacate(slot: number): Completion | null {
    const complete = this.waiting[slot] ?? null;
    this.waiting[slot] = null;
    this.free.push(slot);
    return complete;
  }

  private submit(): void {
    this.flushing = false;
    const { bytes } = this.requests;
    if (bytes.offset === 0) return;
    this.native.submit(bytes.buffer, bytes.offset);
    bytes.reset();
  }

  /**
   * Delivers what is done, a slab at a time. The event loop has its turn in between, so that programs can drop the rows of
   * one slab before those of the next are made.
   */
  private drain(): void {
    let slab = (this.slab ??= Buffer.allocUnsafeSlow(SLAB_LENGTH));
    let length = this.native.drain(slab);
    if (length < 0) {
      slab = Buffer.allocUnsafeSlow(-length);
      length = this.native.drain(slab);
    }
    // Rows may refer to the slab unless their bytes are copied.
    if (!this.encoding.copyBuffer) this.slab = null;
    const waiting = this.responses.read(slab, length, (outcome) => this.complete(outcome));
    if (waiting === 0 || this.draining) return;
    this.draining = true;
    setImmediate(this.drainRest);
  }

  /** Asks the policy of a request; one that has ended in the meantime takes no notice. */
  private decide(ticket: number, asked: Asked): void {
    const { decision, consistency } = this.executions.get(ticket)?.decide(asked) ?? RETHROW;
    this.native.decide(asked.question, decision, consistency);
  }

  /** Tells the observers of a client; what they throw is theirs. */
  private observed(ticket: number, note: Note): void {
    const execution = this.executions.get(ticket);
    try {
      this.observer?.(note, execution);
    } catch (err) {
      process.nextTick(() => {
        throw err;
      });
    }
  }

  private hear(word: Word): void {
    if ('line' in word) logLine(this.options, word.line);
    else if ('question' in word) this.questions.ask(word.question);
    else if (word.what === 'authenticated') this.questions.forget(word.exchange);
    else this.onNews?.(word);
  }

  private complete(outcome: Outcome): void {
    if (outcome.kind === Kind.observed) return this.observed(outcome.slot, outcome.extra.note!);
    if (outcome.kind === Kind.undecided) return this.decide(outcome.slot, outcome.extra.asked!);
    const isNews = outcome.kind === Kind.news;
    const complete = isNews ? null : this.vacate(outcome.slot);
    if (!complete && !isNews) return;
    try {
      if (!complete) return this.hear(outcome.extra.news!);
      if (outcome.kind === Kind.failed) complete(legacyError(outcome.extra.error!), null);
      else complete(null, outcome);
    } catch (err) {
      // The other outcomes of the burst must still be delivered.
      process.nextTick(() => {
        throw err;
      });
    }
  }
}

/** Decodes the rows of an outcome, while it is valid. */
function rowsOf(resolve: (rows: Row[]) => void, reject: (error: Error) => void): Completion {
  return (error, outcome) => {
    if (error) return reject(error);
    const { shape, slab, rowsOffset, rowCount } = outcome!;
    try {
      resolve(shape?.decode(slab, rowsOffset, rowCount) ?? []);
    } catch (err) {
      reject(err as Error);
    }
  };
}
