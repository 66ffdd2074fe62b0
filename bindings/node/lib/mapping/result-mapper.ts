import { mayGenerate } from '../codec/row-decoder';
import { dataTypes } from '../types/data-types';
import type { Row } from '../types/row';
import type { ResultSet } from '../types/result-set';
import type { ModelMappingInfo } from './model-mapping-info';

/** Makes an object of a model out of a row. */
export type RowAdapter<T = any> = (row: Row, info: ModelMappingInfo) => T;

type Columns = Pick<ResultSet, 'columns'>;

/** One assignment of a row adapter. */
interface Cell {
  readonly column: string;
  readonly property: string;
  readonly toModel: ((value: any) => any) | null;
}

/** Makes what turns the rows of a result into objects. */
export const ResultMapper = {
  /** For rows of a query. @throws Error when the result has no rows. */
  getSelectAdapter(info: ModelMappingInfo, { columns }: Columns): RowAdapter {
    if (!columns) throw new Error('Expected ROWS result obtained VOID');
    const cells = columns.map(({ name }) => ({
      column: name,
      property: info.getPropertyName(name),
      toModel: info.getToModelFn(name),
    }));
    return mayGenerate() ? generatedAdapter(cells) : loopingAdapter(cells);
  },

  /** For the row of a conditional statement that was not applied: what the conditions were about, as the server has it. */
  getMutationAdapter({ columns }: Columns): RowAdapter {
    if (!columns || columns.length < 2) return () => undefined;
    const names = columns.slice(1).map(({ name }) => name);
    return (row, info) => {
      const item = info.newInstance();
      for (const name of names) assign(item, info.getPropertyName(name), row[name]);
      return item;
    };
  },

  /** For the result of a query whose text the user wrote. */
  getCustomQueryAdapter(info: ModelMappingInfo, result: Columns): RowAdapter {
    const first = result.columns?.[0];
    const conditional = first?.name === '[applied]' && first.type.code === dataTypes.boolean;
    if (!first || conditional) return ResultMapper.getMutationAdapter(result);
    return ResultMapper.getSelectAdapter(info, result);
  },
};

function assign(item: any, property: string, value: unknown): void {
  if (property !== '__proto__') item[property] = value;
  else Object.defineProperty(item, property, { value, enumerable: true, configurable: true, writable: true });
}

function loopingAdapter(cells: Cell[]): RowAdapter {
  return (row, info) => {
    const item = info.newInstance();
    for (const { column, property, toModel } of cells) {
      assign(item, property, toModel ? toModel(row[column]) : row[column]);
    }
    return item;
  };
}

/** Straight-line assignments keep the objects of a model in one shape of the engine. */
function generatedAdapter(cells: Cell[]): RowAdapter {
  const lines = cells.map(({ column, property, toModel }, index) => {
    const cell = `row[${JSON.stringify(column)}]`;
    const value = toModel ? `cells[${index}].toModel(${cell})` : cell;
    if (property === '__proto__') return `  assign(item, ${JSON.stringify(property)}, ${value});`;
    return `  item[${JSON.stringify(property)}] = ${value};`;
  });
  const source = `return function adapt(row, info) {
  const item = info.newInstance();
${lines.join('\n')}
  return item;
}`;
  const compile = new Function('cells', 'assign', source) as (
    table: Cell[],
    set: typeof assign,
  ) => RowAdapter;
  return compile(cells, assign);
}
