import { Cache, type ShapeKey } from './cache';
import type { InsertDocInfo, RemoveDocInfo, UpdateDocInfo } from './mapping-options';
import type { MappingHandler, MutationKind } from './mapping-handler';
import type { ModelMappingInfo } from './model-mapping-info';
import type { Statement } from './statement';

type Doc = Record<string, any>;

/** A write that `Mapper.batch()` executes together with others. `ModelMapper.batching` makes it. */
export abstract class ModelBatchItem<D = any> {
  protected abstract readonly kind: MutationKind;

  /** @internal */
  constructor(
    protected readonly doc: Doc,
    protected readonly docInfo: D | null | undefined,
    protected readonly handler: MappingHandler,
  ) {}

  /** @internal */
  abstract getCacheKey(docKeys: string[]): ShapeKey;

  /** @internal */
  abstract createQueries(docKeys: string[]): Promise<Statement[]>;

  /** @internal */
  async getQueries(): Promise<readonly Statement[]> {
    const keys = Object.keys(this.doc);
    const create = () => this.createQueries(keys);
    return (await this.handler.mutation(this.kind, this.getCacheKey(keys), create)).statements;
  }

  /** Adds the statements, one for each table, with their parameters. @internal */
  async pushQueries(
    queries: { query: string; params: unknown[] }[],
  ): Promise<{ isIdempotent: boolean; isCounter: boolean }> {
    const statements = await this.getQueries();
    for (const { query, params } of statements) {
      queries.push({ query, params: params(this.doc, this.docInfo as object) });
    }
    return {
      isIdempotent: statements.every(({ isIdempotent }) => isIdempotent),
      isCounter: statements.some(({ isCounter }) => isCounter),
    };
  }

  /** @internal */
  getMappingInfo(): ModelMappingInfo {
    return this.handler.info;
  }
}

export class InsertModelBatchItem extends ModelBatchItem<InsertDocInfo> {
  protected readonly kind = 'insert';

  override getCacheKey(docKeys: string[]): ShapeKey {
    return Cache.getInsertKey(docKeys, this.docInfo);
  }

  override createQueries(docKeys: string[]): Promise<Statement[]> {
    return this.handler.createInsertQueries(docKeys, this.doc, this.docInfo);
  }
}

export class UpdateModelBatchItem extends ModelBatchItem<UpdateDocInfo> {
  protected readonly kind = 'update';

  override getCacheKey(docKeys: string[]): ShapeKey {
    return Cache.getUpdateKey(docKeys, this.doc, this.docInfo);
  }

  override createQueries(docKeys: string[]): Promise<Statement[]> {
    return this.handler.createUpdateQueries(docKeys, this.doc, this.docInfo);
  }
}

export class RemoveModelBatchItem extends ModelBatchItem<RemoveDocInfo> {
  protected readonly kind = 'remove';

  override getCacheKey(docKeys: string[]): ShapeKey {
    return Cache.getRemoveKey(docKeys, this.doc, this.docInfo);
  }

  override createQueries(docKeys: string[]): Promise<Statement[]> {
    return this.handler.createDeleteQueries(docKeys, this.doc, this.docInfo);
  }
}
