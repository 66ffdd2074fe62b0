export { Mapper } from './mapper';
export { ModelMapper } from './model-mapper';
export { ModelBatchMapper } from './model-batch-mapper';
export { ModelBatchItem } from './model-batch-item';
export { Result } from './result';
export { DefaultTableMappings, TableMappings, UnderscoreCqlToCamelCaseMappings } from './table-mappings';
export { q } from './q';
export {
  FindDocInfo,
  InsertDocInfo,
  MappingExecutionOptions,
  MappingOptions,
  ModelColumnOptions,
  ModelOptions,
  ModelTables,
  RemoveDocInfo,
  UpdateDocInfo,
} from './mapping-options';
