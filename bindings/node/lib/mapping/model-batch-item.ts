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

  /** @internal What tells writes apart that need statements of their own. */
  getCacheKey(docKeys: string[]): ShapeKey {
    const { kind, doc } = this;
    if (kind === 'insert') return Cache.getInsertKey(docKeys, this.docInfo as InsertDocInfo);
    if (kind === 'update') return Cache.getUpdateKey(docKeys, doc, this.docInfo as UpdateDocInfo);
    return Cache.getRemoveKey(docKeys, doc, this.docInfo as RemoveDocInfo);
  }

  /** @internal The statements, one for each table. */
  createQueries(docKeys: string[]): Promise<Statement[]> {
    const { kind, doc, handler } = this;
    if (kind === 'insert') return handler.createInsertQueries(docKeys, doc, this.docInfo as InsertDocInfo);
    if (kind === 'update') return handler.createUpdateQueries(docKeys, doc, this.docInfo as UpdateDocInfo);
    return handler.createDeleteQueries(docKeys, doc, this.docInfo as RemoveDocInfo);
  }

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
}

export class UpdateModelBatchItem extends ModelBatchItem<UpdateDocInfo> {
  protected readonly kind = 'update';
}

export class RemoveModelBatchItem extends ModelBatchItem<RemoveDocInfo> {
  protected readonly kind = 'remove';
}
