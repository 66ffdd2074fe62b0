/** The table of cassandra.h as it is written, and every function that follows from it. */

export interface Surface {
  readonly errors: readonly ErrorRow[];
  readonly handles: Readonly<Record<string, Handle>>;
  readonly binders: { readonly containers: readonly Container[]; readonly values: readonly Value[] };
  readonly sections: Readonly<Record<string, readonly Row[]>>;
}

export interface ErrorRow {
  readonly source: 'LIB' | 'SERVER' | 'SSL';
  readonly name: string;
  readonly code: number;
  readonly text: string;
}

/** An opaque type: what it is in Rust, and who holds it. */
export interface Handle {
  readonly rust: string;
  /** `box`: one owner, changed in place. `shared-box`: one owner, used from many threads. `arc`: counted. */
  readonly kept: 'box' | 'shared-box' | 'arc';
}

/** One function, and with `n` its twin that takes the lengths of texts. */
export interface Row {
  readonly c: string;
  readonly doc: string;
  readonly n?: boolean;
  readonly deprecated?: boolean;
  /** The header that declares it. Default: cassandra.h. */
  readonly header?: Header;
  /** Why the function is neither declared nor exported. */
  readonly absent?: string;
  /** What a `const` handle that is returned is: lent, or the caller's own. */
  readonly gives?: 'owned';
  /** The handle that may be NULL; for others a function does nothing, or says that its parameters are bad. */
  readonly nullable?: string;
  /** How many bytes a `char*` or `const cass_uint8_t*` parameter points to. */
  readonly buffer?: number;
  /** The Rust function, when it is not the one of the section's module. */
  readonly fn?: string;
}

export type Header = 'cassandra' | 'dse';

/** What values are bound to; `keys` says how a place is named. */
export interface Container {
  readonly section: string;
  readonly type: string;
  readonly verb: string;
  readonly keys: readonly ('index' | 'name')[];
  readonly doc: string;
  /** Values whose function is exported without being declared. */
  readonly undeclared?: readonly string[];
}

export interface Value {
  readonly name: string;
  readonly c: string;
  readonly doc: string;
  readonly header?: Header;
}

export interface Parameter {
  readonly type: string;
  readonly name: string;
}

/** How a binder finds its place. */
export type Key = 'index' | 'name' | 'end';

export interface Function {
  readonly name: string;
  readonly section: string;
  readonly returns: string;
  readonly parameters: readonly Parameter[];
  readonly doc: string;
  readonly row: Row;
  /** Whether it takes the lengths of texts. */
  readonly twin: boolean;
  readonly declared: boolean;
  readonly binder?: { readonly value: string; readonly key: Key };
}

/** Every function of the table, absent ones too, in the order of the header. */
export function functions(surface: Surface): Function[] {
  return Object.entries(surface.sections).flatMap(([section, rows]) => [
    ...rows.flatMap((row) => verb(section, row)),
    ...surface.binders.containers
      .filter((container) => container.section === section)
      .flatMap((container) => surface.binders.values.flatMap((value) => binders(container, value))),
  ]);
}

function verb(section: string, row: Row): Function[] {
  const one = { ...parse(row.c), section, doc: row.doc, row, twin: false, declared: true };
  return row.n ? [one, twinOf(one)] : [one];
}

function binders(container: Container, value: Value): Function[] {
  const keys: readonly Key[] = container.keys.length > 0 ? container.keys : ['end'];
  const declared = !container.undeclared?.includes(value.name);
  return keys.flatMap((key) => {
    const name = `cass_${container.section}_${container.verb}_${value.name}${key === 'name' ? '_by_name' : ''}`;
    const places = { index: ['size_t index'], name: ['const char* name'], end: [] }[key];
    const c = [`${container.type}* ${container.section}`, ...places, ...(value.c ? [value.c] : [])].join(
      ', ',
    );
    const doc = `${container.doc.replace('%s', value.doc)}.`;
    const row: Row = { c: `CassError ${name}(${c})`, doc, ...(value.header && { header: value.header }) };
    const one: Function = {
      ...parse(row.c),
      section: container.section,
      doc,
      row,
      twin: false,
      declared,
      binder: { value: value.name, key },
    };
    return one.parameters.some(isText) ? [one, twinOf(one)] : [one];
  });
}

const isText = (parameter: Parameter) => parameter.type === 'const char*';

/** Gives every text a length, except one that has it already. */
function twinOf(one: Function): Function {
  const parameters = one.parameters.flatMap((parameter) =>
    isText(parameter) ? [parameter, { type: 'size_t', name: `${parameter.name}_length` }] : [parameter],
  );
  const doc = `Does what \`${one.name}\` does, with the lengths of texts.`;
  return { ...one, name: `${one.name}_n`, parameters, doc, twin: true };
}

function parse(declaration: string): Pick<Function, 'name' | 'returns' | 'parameters'> {
  const match = /^(.+?)\s*\b((?:cass|dse)_\w+)\((.*)\)$/.exec(declaration);
  if (!match) throw new Error(`not a declaration: ${declaration}`);
  const [, returns = '', name = '', list = ''] = match;
  const parameters = list === 'void' ? [] : list.split(',').map(parameterOf);
  return { name, returns: returns.trim(), parameters };
}

function parameterOf(text: string): Parameter {
  const match = /^\s*(.+?)\s*(\w+)\s*$/.exec(text);
  if (!match) throw new Error(`not a parameter: ${text}`);
  return { type: match[1] ?? '', name: match[2] ?? '' };
}
