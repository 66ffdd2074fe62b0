import type { Client } from '../../client';
import type { ClientOptions } from '../../client-options';
import { DefaultExecutionOptions, type QueryOptions } from '../../execution-options';
import type { Host } from '../../host';
import { emptyObject } from '../../plain-object';
import type { RetryPolicy } from '../../policies/retry';
import { consistencies } from '../../types/codes';
import { Long } from '../../types/long';
import type { Row } from '../../types/row';
import type { GraphDefaults } from './defaults';
import type { Traverser } from './result-set';

/** How traversals are executed, by a client or by the requests of a profile. */
export interface GraphOptions {
  /** The language of the traversals. Default: `gremlin-groovy`. */
  language?: string;
  /** The graph to traverse. Default: none. */
  name?: string;
  /** One of `types.consistencies`, for what a traversal reads. */
  readConsistency?: number;
  /** How long to wait, in milliseconds; null is `socketOptions.readTimeout`. Default: 0, which is without limit. */
  readTimeout?: number | null;
  /** How the values are written: `graphson-1.0`, `graphson-2.0` or `graphson-3.0`. Default: as the graph has it. */
  results?: string;
  /** What is traversed: `g`, or `a` for analytics. Default: `g`. */
  source?: string;
  /** One of `types.consistencies`, for what a traversal writes. */
  writeConsistency?: number;
}

/** The options of one traversal. */
export interface GraphQueryOptions extends QueryOptions {
  graphLanguage?: string;
  /** The graph to traverse; null for none. */
  graphName?: string;
  graphReadConsistency?: number;
  /** How the values are written. */
  graphResults?: string;
  graphSource?: string;
  graphWriteConsistency?: number;
}

/** The name that the legacy driver has for the options of its client for DSE. */
export interface DseClientOptions extends ClientOptions {
  graphOptions?: GraphOptions;
}

/** How values of a graph may be written. */
export const graphProtocol = Object.freeze({
  graphson1: 'graphson-1.0',
  graphson2: 'graphson-2.0',
  graphson3: 'graphson-3.0',
});

/** What the server reads of the payload of a traversal. */
export const payloadKeys = Object.freeze({
  language: 'graph-language',
  source: 'graph-source',
  name: 'graph-name',
  results: 'graph-results',
  writeConsistency: 'graph-write-consistency',
  readConsistency: 'graph-read-consistency',
  timeout: 'request-timeout',
});

/** Makes a function that writes a traversal, or reads a row, of a protocol: libraries for traversals bring their own. */
export type WriterFactory = (protocol: string) => (value: unknown) => string;
export type ParserFactory = (protocol: string) => (row: Row) => Traverser;

type Extended = GraphQueryOptions & { rowParserFactory?: ParserFactory; queryWriterFactory?: WriterFactory };
type Payload = Record<string, Buffer>;

/** The options of one traversal, of its profile and of the client, the first that says something. */
export class GraphExecutionOptions extends DefaultExecutionOptions {
  private readonly graph: GraphDefaults;
  private preferredHost: Host | null = null;
  private protocol: string | undefined;
  private language: string;

  /** @param defaultsOf Tells what holds for traversals that say nothing themselves. */
  constructor(
    given: GraphQueryOptions | null | undefined,
    client: Client,
    defaultsOf: (options: DefaultExecutionOptions) => GraphDefaults,
  ) {
    super(given ?? emptyObject, client);
    this.graph = defaultsOf(this);
    this.protocol = given?.graphResults || this.graph.results;
    this.language = given?.graphLanguage || this.graph.language;
  }

  override setPreferredHost(host: Host | null): void {
    this.preferredHost = host;
  }

  override getPreferredHost(): Host {
    return this.preferredHost!;
  }

  override getRawQueryOptions(): Extended {
    return super.getRawQueryOptions();
  }

  getGraphSource(): string {
    return this.getRawQueryOptions().graphSource || this.graph.source;
  }

  getGraphLanguage(): string {
    return this.language;
  }

  setGraphLanguage(language: string): void {
    this.language = language;
  }

  getGraphName(): string | null | undefined {
    const { graphName } = this.getRawQueryOptions();
    return graphName === undefined ? this.graph.name : graphName;
  }

  getGraphSubProtocol(): string | undefined {
    return this.protocol;
  }

  setGraphSubProtocol(protocol: string): void {
    this.protocol = protocol;
  }

  /** A traversal may take long: without a timeout of its own, that of requests does not hold for it. */
  override getReadTimeout(): number {
    return this.getRawQueryOptions().readTimeout || this.graph.readTimeout;
  }

  /** Traversals are not retried unless somebody said so for them. */
  override getRetryPolicy(): RetryPolicy {
    return this.getRawQueryOptions().retry || this.graph.retry;
  }

  getRowParser(): ((row: Row) => Traverser) | null {
    return this.getRawQueryOptions().rowParserFactory?.(this.protocol!) ?? null;
  }

  getQueryWriter(): ((value: unknown) => string) | null {
    return this.getRawQueryOptions().queryWriterFactory?.(this.protocol!) ?? null;
  }

  /** Writes what the server must know of the traversal into its payload. */
  setGraphPayload(): void {
    const given = this.getRawQueryOptions();
    const timeout = this.getReadTimeout();
    const payload: Payload = { ...this.getCustomPayload() };
    const language = this.language === this.graph.language ? undefined : this.language;
    this.tell(payload, payloadKeys.language, language, Buffer.from);
    this.tell(payload, payloadKeys.source, given.graphSource, Buffer.from);
    this.tell(payload, payloadKeys.name, given.graphName, Buffer.from);
    this.tell(payload, payloadKeys.readConsistency, given.graphReadConsistency, consistencyName);
    this.tell(payload, payloadKeys.writeConsistency, given.graphWriteConsistency, consistencyName);
    this.tell(payload, payloadKeys.timeout, timeout > 0 ? timeout : null, long);
    const { results } = this.graph;
    this.tell(
      payload,
      payloadKeys.results,
      results === this.protocol ? undefined : this.protocol,
      Buffer.from,
    );
    this.setCustomPayload(payload);
  }

  /** What nobody gave for the traversal is as it always is, in the same bytes; null is nothing. */
  private tell<T>(
    payload: Payload,
    key: string,
    value: T | null | undefined,
    encode: (value: T) => Buffer,
  ): void {
    if (value === null) return;
    const bytes = value === undefined ? this.graph.payload[key] : encode(value);
    if (bytes) payload[key] = bytes;
  }
}

/** The bytes of a timeout. */
export function long(value: number): Buffer {
  return Long.toBuffer(Long.fromNumber(value));
}

/**
 * The bytes of the name of a consistency level, such as `LOCAL_QUORUM`.
 *
 * @throws Error when there is none of that code.
 */
export function consistencyName(code: number): Buffer {
  const [name] = Object.entries(consistencies).find(([, known]) => known === code) ?? [];
  if (name) return Buffer.from(name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase());
  throw new Error(
    `Consistency ${code} not found, use values defined as properties in types.consistencies object`,
  );
}
