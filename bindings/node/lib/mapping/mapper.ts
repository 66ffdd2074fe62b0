import type { Client } from '../client';
import { ArgumentError } from '../errors';
import { MappingHandler } from './mapping-handler';
import { writeOptions, type ExecutionOptionsOrProfile, type MappingOptions } from './mapping-options';
import { ModelBatchItem } from './model-batch-item';
import { ModelMapper } from './model-mapper';
import { ModelMappingInfo } from './model-mapping-info';
import { Result } from './result';
import { ResultMapper } from './result-mapper';

/** Reads and writes objects instead of rows. One is enough for a client. */
export class Mapper {
  private readonly infos: Map<string, ModelMappingInfo>;
  private readonly modelMappers = new Map<string, ModelMapper>();

  /** @throws Error when the options name no table or no keyspace. */
  constructor(
    readonly client: Client,
    options?: MappingOptions | null,
  ) {
    if (!client) throw new Error('client must be defined');
    this.infos = ModelMappingInfo.parse(options, client.keyspace);
  }

  /** The mapper of a model; always the same. A model that the options do not name is the table of its name. */
  forModel<T = any>(name: string): ModelMapper<T> {
    const known = this.modelMappers.get(name);
    if (known) return known;
    const info = this.infos.get(name) ?? this.defaultInfo(name);
    const handler = new MappingHandler(this.client, info);
    const modelMapper = new ModelMapper<T>(name, handler);
    this.modelMappers.set(name, modelMapper);
    this.client.log('info', this.describe(name, info));
    return modelMapper;
  }

  private defaultInfo(name: string): ModelMappingInfo {
    if (this.client.keyspace) return ModelMappingInfo.createDefault(name, this.client.keyspace);
    throw new Error(
      `No mapping information found for model '${name}'. ` +
        'Mapper is unable to create default mappings without setting the keyspace',
    );
  }

  private describe(name: string, { keyspace, tables }: ModelMappingInfo): string {
    const where = `Keyspace: ${keyspace}; Table${tables.length > 1 ? 's' : ''}: ${tables.map((table) => table.name)}.`;
    if (this.infos.has(name))
      return `Creating model mapper for '${name}' using mapping information. ${where}`;
    return `Mapping information for model '${name}' not found, creating default mapping. ${where}`;
  }

  /** Executes writes of one or more models as one batch. */
  async batch(items: ModelBatchItem[], executionOptions?: ExecutionOptionsOrProfile): Promise<Result> {
    if (!Array.isArray(items) || items.length === 0) {
      throw new ArgumentError(
        'First parameter items should be an Array with 1 or more ModelBatchItem instances',
      );
    }
    if (!items.every((item) => item instanceof ModelBatchItem)) {
      throw new Error(
        'Batch items must be instances of ModelBatchItem, use modelMapper.batching object to create each item',
      );
    }
    const parts = await Promise.all(
      items.map(async (item) => {
        const queries: { query: string; params: any[] }[] = [];
        return { queries, ...(await item.pushQueries(queries)) };
      }),
    );
    const nature = {
      isIdempotent: parts.every(({ isIdempotent }) => isIdempotent),
      isCounter: parts.some(({ isCounter }) => isCounter),
    };
    const queries = parts.flatMap((part) => part.queries);
    const rs = await this.client.batch(queries, writeOptions(executionOptions, nature));
    return new Result(rs, items[0]!.getMappingInfo(), ResultMapper.getMutationAdapter(rs));
  }
}
