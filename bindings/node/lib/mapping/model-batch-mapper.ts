import type { MappingHandler } from './mapping-handler';
import type { InsertDocInfo, RemoveDocInfo, UpdateDocInfo } from './mapping-options';
import {
  InsertModelBatchItem,
  RemoveModelBatchItem,
  UpdateModelBatchItem,
  type ModelBatchItem,
} from './model-batch-item';

/** Makes the items of a batch. Nothing happens before `Mapper.batch()` executes them. */
export class ModelBatchMapper {
  /** @internal */
  constructor(private readonly handler: MappingHandler) {}

  insert(doc: any, docInfo?: InsertDocInfo | null): ModelBatchItem {
    return new InsertModelBatchItem(doc, docInfo, this.handler);
  }

  update(doc: any, docInfo?: UpdateDocInfo | null): ModelBatchItem {
    return new UpdateModelBatchItem(doc, docInfo, this.handler);
  }

  remove(doc: any, docInfo?: RemoveDocInfo | null): ModelBatchItem {
    return new RemoveModelBatchItem(doc, docInfo, this.handler);
  }
}
