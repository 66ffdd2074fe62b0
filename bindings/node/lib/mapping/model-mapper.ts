import type { MappingHandler } from './mapping-handler';
import type {
  ExecutionOptionsOrProfile,
  FindDocInfo,
  InsertDocInfo,
  RemoveDocInfo,
  UpdateDocInfo,
} from './mapping-options';
import { ModelBatchMapper } from './model-batch-mapper';
import type { Result } from './result';

type Doc = { [key: string]: any };

/**
 * Reads and writes the objects of one model. `docInfo` says more about a call; the name of an execution profile may
 * stand in its place.
 */
export class ModelMapper<T = any> {
  /** Makes the items of a batch of this model. */
  readonly batching: ModelBatchMapper;

  /** @internal */
  constructor(
    readonly name: string,
    private readonly handler: MappingHandler,
  ) {
    this.batching = new ModelBatchMapper(handler);
    Object.defineProperty(this, 'handler', { enumerable: false });
  }

  /** The object with a key, of which all columns have to be there; `null` when there is none. */
  async get(
    doc: Doc,
    docInfo?: { fields?: string[] } | string | null,
    executionOptions?: ExecutionOptionsOrProfile,
  ): Promise<null | T> {
    const [info, options] = withProfile(docInfo, executionOptions);
    const execute = await this.handler.getSelectExecutor(doc, info, true);
    return (await execute(doc, info, options)).first();
  }

  /**
   * The objects that match a filter: values or conditions of `q` on the partition key and on clustering columns. It is
   * answered by the first table or view that can.
   */
  async find(
    doc: Doc,
    docInfo?: FindDocInfo | string | null,
    executionOptions?: ExecutionOptionsOrProfile,
  ): Promise<Result<T>> {
    const [info, options] = withProfile(docInfo, executionOptions);
    const execute = await this.handler.getSelectExecutor(doc, info, false);
    return execute(doc, info, options);
  }

  /** All objects of the first table. */
  async findAll(
    docInfo?: FindDocInfo | string | null,
    executionOptions?: ExecutionOptionsOrProfile,
  ): Promise<Result<T>> {
    const [info, options] = withProfile(docInfo, executionOptions);
    const execute = await this.handler.getSelectAllExecutor(info);
    return execute({}, info, options);
  }

  /** Inserts an object into every table whose key it has; into several of them by a batch. */
  async insert(
    doc: Doc,
    docInfo?: InsertDocInfo | string | null,
    executionOptions?: ExecutionOptionsOrProfile,
  ): Promise<Result<T>> {
    const [info, options] = withProfile(docInfo, executionOptions);
    const execute = await this.handler.getInsertExecutor(doc, info);
    return execute(doc, info, options);
  }

  /** Updates an object in every table whose key it has; in several of them by a batch. */
  async update(
    doc: Doc,
    docInfo?: UpdateDocInfo | string | null,
    executionOptions?: ExecutionOptionsOrProfile,
  ): Promise<Result<T>> {
    const [info, options] = withProfile(docInfo, executionOptions);
    const execute = await this.handler.getUpdateExecutor(doc, info);
    return execute(doc, info, options);
  }

  /** Removes an object from every table whose key it has; from several of them by a batch. */
  async remove(
    doc: Doc,
    docInfo?: RemoveDocInfo | string | null,
    executionOptions?: ExecutionOptionsOrProfile,
  ): Promise<Result<T>> {
    const [info, options] = withProfile(docInfo, executionOptions);
    const execute = await this.handler.getDeleteExecutor(doc, info);
    return execute(doc, info, options);
  }

  /**
   * Makes a method out of a query of your own.
   *
   * @param paramsHandler Gives the parameters for what the method is called with.
   * @param executionOptions When given, those of a call do not count.
   */
  mapWithQuery(
    query: string,
    paramsHandler: (doc: any) => any[],
    executionOptions?: ExecutionOptionsOrProfile,
  ): (doc?: any, executionOptions?: ExecutionOptionsOrProfile) => Promise<Result<T>> {
    return this.handler.getExecutorFromQuery(query, paramsHandler, executionOptions);
  }
}

/** The name of a profile may stand where more is said about a call. */
function withProfile<D>(
  docInfo: D | string | null | undefined,
  options: ExecutionOptionsOrProfile,
): [D | null | undefined, ExecutionOptionsOrProfile] {
  if (typeof docInfo !== 'string') return [docInfo, options];
  return [null, options ?? docInfo];
}
