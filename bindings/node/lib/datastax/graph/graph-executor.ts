import type { Client } from '../../client';
import type { DefaultExecutionOptions } from '../../execution-options';
import type { Host } from '../../host';
import { emptyArray } from '../../plain-object';
import type { ResultSet } from '../../types/result-set';
import type { Row } from '../../types/row';
import { getCustomSerializers } from './custom-type-serializers';
import { ProfileDefaults } from './defaults';
import { GraphSON2Reader, GraphSON2Writer, GraphSON3Reader, GraphSON3Writer } from './graph-serializer';
import type { Reader, Writer } from './graphson';
import {
  GraphExecutionOptions,
  graphProtocol,
  type GraphOptions,
  type GraphQueryOptions,
  type WriterFactory,
} from './options';
import { GraphResultSet, type Traverser } from './result-set';

/** What libraries for traversals give in the place of a text. */
interface WrittenTraversal {
  graphLanguage: string;
  value: unknown;
  queryWriterFactory: WriterFactory;
}

/** Executes a text with its parameters. */
type Handler = (
  query: string,
  params: string[] | null,
  options: DefaultExecutionOptions,
) => Promise<ResultSet>;

/** Where a traversal begins that is computed by the cluster's analytics. */
const ANALYTICS = 'a';
const ANALYTICS_SERVER = 'CALL DseClientTool.getAnalyticsGraphServer()';

const writers = new Map<string, (value: unknown) => string>([
  [graphProtocol.graphson1, (value) => JSON.stringify(value)],
  [graphProtocol.graphson2, writing(new GraphSON2Writer({ serializers: getCustomSerializers() }))],
  [graphProtocol.graphson3, writing(new GraphSON3Writer({ serializers: getCustomSerializers() }))],
]);

const parsers = new Map<string, (row: Row) => Traverser>([
  [graphProtocol.graphson2, parsing(new GraphSON2Reader({ serializers: getCustomSerializers() }))],
  [graphProtocol.graphson3, parsing(new GraphSON3Reader({ serializers: getCustomSerializers() }))],
]);

/** Executes traversals of graphs: texts with a payload that says which graph is meant and how values are written. */
export class GraphExecutor {
  private readonly defaults: ProfileDefaults;

  /** @param options Those of the client, of which `graphOptions` count. */
  constructor(
    private readonly client: Client,
    options: { graphOptions?: GraphOptions },
    private readonly handler: Handler,
  ) {
    this.defaults = new ProfileDefaults(client, options.graphOptions);
  }

  /**
   * Executes a traversal.
   *
   * @throws TypeError without a traversal, and for parameters in an array.
   */
  async send(
    traversal: unknown,
    parameters?: Record<string, unknown> | null,
    given?: GraphQueryOptions | null,
  ): Promise<GraphResultSet> {
    if (Array.isArray(parameters)) {
      throw new TypeError('Parameters must be a Object instance as an associative array');
    }
    if (!traversal) throw new TypeError('Query must be defined');
    const options = new GraphExecutionOptions(given, this.client, (of) => this.defaults.of(of.getProfile()));
    if (options.getGraphSource() === ANALYTICS) options.setPreferredHost(await this.analyticsServer());
    if (isWritten(traversal)) options.setGraphLanguage(traversal.graphLanguage);
    const protocol = options.getGraphSubProtocol() ?? this.protocolFor(options);
    options.setGraphSubProtocol(protocol);
    options.setGraphPayload();
    const params = parametersOf(parameters, protocol);
    const result = await this.handler(textOf(traversal, options, protocol), params, options);
    return new GraphResultSet(result, options.getRowParser() ?? parsers.get(protocol));
  }

  /** What the graph or the language needs at least. */
  private protocolFor(options: GraphExecutionOptions): string {
    const name = options.getGraphName();
    if (name && this.client.metadata.keyspaces[name]?.graphEngine === 'Core') return graphProtocol.graphson3;
    return options.getGraphLanguage() === 'gremlin-groovy'
      ? graphProtocol.graphson1
      : graphProtocol.graphson2;
  }

  /** The host that computes traversals of analytics; null when nobody knows: another one passes them on. */
  private async analyticsServer(): Promise<Host | null> {
    const { client } = this;
    try {
      const { rows } = await client.execute(ANALYTICS_SERVER, emptyArray);
      const location: string | undefined = rows[0]?.['result']?.location;
      if (location) return await this.hostAt(location.slice(0, location.lastIndexOf(':')));
      client.log(
        'verbose',
        'The analytics server of graphs is not known: any host gets the traversal',
        rows[0],
      );
    } catch (err) {
      client.log(
        'verbose',
        'The analytics server of graphs cannot be asked for: any host gets the traversal',
        err,
      );
    }
    return null;
  }

  private hostAt(address: string): Promise<Host | null> {
    const { hosts, options } = this.client;
    return new Promise((resolve) => {
      options.policies.addressResolution.translate(address, options.protocolOptions.port, (endpoint) =>
        resolve(hosts.get(endpoint) ?? null),
      );
    });
  }
}

function isWritten(traversal: unknown): traversal is WrittenTraversal {
  if (typeof traversal !== 'object') return false;
  const { graphLanguage, value, queryWriterFactory } = traversal as Partial<WrittenTraversal>;
  return !!(graphLanguage && value && queryWriterFactory);
}

/** The text of a traversal that may be an object, for which the protocol must be known. */
function textOf(traversal: unknown, options: GraphExecutionOptions, protocol: string): string {
  if (typeof traversal === 'string') return traversal;
  if (isWritten(traversal)) return traversal.queryWriterFactory(protocol)(traversal.value);
  return (options.getQueryWriter() ?? writerOf(protocol))(traversal);
}

/** The parameters are one value, a text. */
function parametersOf(
  parameters: Record<string, unknown> | null | undefined,
  protocol: string,
): string[] | null {
  if (!parameters || typeof parameters !== 'object') return null;
  const isPlain = protocol === graphProtocol.graphson1 || protocol === graphProtocol.graphson2;
  return [writerOf(protocol)(isPlain ? parameters : new Map(Object.entries(parameters)))];
}

function writerOf(protocol: string): (value: unknown) => string {
  const write = writers.get(protocol);
  if (!write) throw new Error(`No writer defined for protocol ${protocol}`);
  return write;
}

function writing(writer: Writer & { write(value: unknown): string }): (value: unknown) => string {
  return (value) => writer.write(value);
}

function parsing(reader: Reader): (row: Row) => Traverser {
  return (row) => {
    const { result, bulk } = reader.read(JSON.parse(row['gremlin']));
    return { object: result, bulk: bulk || 1 };
  };
}
