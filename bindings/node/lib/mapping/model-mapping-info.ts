import type { MappingOptions, ModelColumnOptions, ModelOptions } from './mapping-options';
import { DefaultTableMappings, TableMappings } from './table-mappings';

/** A table or view that holds a model. */
export interface ModelTable {
  readonly name: string;
  readonly isView: boolean;
}

type Conversion = (value: any) => any;

/** What the user said about a column. */
export interface ModelColumn {
  readonly columnName: string;
  readonly propertyName: string;
  readonly toModel: Conversion | null;
  readonly fromModel: Conversion | null;
}

/** How one model relates to its tables. */
export class ModelMappingInfo {
  private readonly byProperty: Map<string, ModelColumn>;

  constructor(
    readonly keyspace: string,
    readonly tables: ModelTable[],
    private readonly mappings: TableMappings,
    private readonly byColumn: Map<string, ModelColumn>,
  ) {
    this.byProperty = new Map([...byColumn.values()].map((column) => [column.propertyName, column]));
  }

  /**
   * Checks what the user said about all models.
   *
   * @throws Error for a model without keyspace or a table without name; TypeError for a conversion that is no function.
   */
  static parse(
    options: MappingOptions | null | undefined,
    currentKeyspace?: string | null,
  ): Map<string, ModelMappingInfo> {
    const models = Object.entries(options?.models ?? {});
    return new Map(models.map(([name, model]) => [name, parseModel(name, model, currentKeyspace)]));
  }

  /** A model that is held by the table of its name. */
  static createDefault(modelName: string, keyspace: string): ModelMappingInfo {
    const tables = [{ name: modelName, isView: false }];
    return new ModelMappingInfo(keyspace, tables, new DefaultTableMappings(), new Map());
  }

  getColumnName(propertyName: string): string {
    return this.byProperty.get(propertyName)?.columnName ?? this.mappings.getColumnName(propertyName);
  }

  getPropertyName(columnName: string): string {
    return this.byColumn.get(columnName)?.propertyName ?? this.mappings.getPropertyName(columnName);
  }

  getFromModelFn(propertyName: string): Conversion | null {
    return this.byProperty.get(propertyName)?.fromModel ?? null;
  }

  getToModelFn(columnName: string): Conversion | null {
    return this.byColumn.get(columnName)?.toModel ?? null;
  }

  /** Makes an empty object of the model. */
  newInstance(): any {
    return this.mappings.newObjectInstance();
  }
}

function parseModel(
  name: string,
  options: ModelOptions | null | undefined,
  currentKeyspace: string | null | undefined,
): ModelMappingInfo {
  const keyspace = options?.keyspace || currentKeyspace;
  if (!keyspace) {
    throw new Error(
      'You should specify the keyspace of the model in the MappingOptions when the Client is not using a keyspace',
    );
  }
  if (!options) return ModelMappingInfo.createDefault(name, keyspace);
  const tables = options.tables?.length ? options.tables : [name];
  const { mappings = new DefaultTableMappings() } = options;
  if (mappings && !(mappings instanceof TableMappings)) {
    throw new Error('mappings should be an instance of TableMappings');
  }
  return new ModelMappingInfo(
    keyspace,
    tables.map((table) => parseTable(name, table)),
    mappings ?? new DefaultTableMappings(),
    parseColumns(options.columns),
  );
}

function parseTable(modelName: string, given: string | { name: string; isView?: boolean }): ModelTable {
  const table = typeof given === 'string' ? { name: given } : given;
  if (!table?.name) throw new Error(`Table name not specified for model '${modelName}'`);
  return { name: table.name, isView: !!table.isView };
}

function parseColumns(given: ModelOptions['columns'] | null): Map<string, ModelColumn> {
  const columns = given !== null && typeof given === 'object' ? Object.entries(given) : [];
  return new Map(columns.map(([name, column]) => [name, parseColumn(name, column)]));
}

function parseColumn(columnName: string, given: string | ModelColumnOptions | null): ModelColumn {
  const options = typeof given === 'string' ? { name: given } : (given ?? {});
  const propertyName = options.name || columnName;
  return {
    columnName,
    propertyName,
    toModel: conversion('toModel', propertyName, options.toModel),
    fromModel: conversion('fromModel', propertyName, options.fromModel),
  };
}

function conversion(kind: string, propertyName: string, given: Conversion | undefined): Conversion | null {
  if (!given) return null;
  if (typeof given === 'function') return given;
  throw new TypeError(
    `${kind} type for property '${propertyName}' should be a function (obtained ${typeof given})`,
  );
}
