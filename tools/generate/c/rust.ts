/** The Rust side: exported functions that convert and call, and the table of errors. */

import {
  functions,
  type ErrorRow,
  type Function,
  type Handle,
  type Parameter,
  type Surface,
} from './surface.js';

const scalars: Readonly<Record<string, string>> = {
  cass_bool_t: 'types::Bool',
  cass_float_t: 'f32',
  cass_double_t: 'f64',
  cass_int8_t: 'i8',
  cass_uint8_t: 'u8',
  cass_int16_t: 'i16',
  cass_int32_t: 'i32',
  cass_uint32_t: 'u32',
  cass_int64_t: 'i64',
  cass_uint64_t: 'u64',
  cass_duration_t: 'u64',
  size_t: 'usize',
  int: 'i32',
  unsigned: 'u32',
  'void*': 'ptr::Data',
  CassUuid: 'types::Uuid',
  CassInet: 'types::Inet',
  CassError: 'CassError',
  CassConsistency: 'u32',
  CassWriteType: 'u32',
  CassValueType: 'u32',
  CassCollectionType: 'u32',
  CassBatchType: 'u32',
  CassIteratorType: 'u32',
  CassLogLevel: 'u32',
  CassSslTlsVersion: 'u32',
  CassColumnType: 'u32',
  CassIndexType: 'u32',
  CassClusteringOrder: 'u32',
  CassVersion: 'types::Version',
  CassFutureCallback: 'ptr::FutureFn',
  CassLogCallback: 'ptr::LogFn',
  CassHostListenerCallback: 'ptr::HostListenerFn',
  CassAuthenticatorCallbacks: 'ptr::AuthenticatorCallbacks',
  CassAuthenticatorDataCleanupCallback: 'ptr::DataCleanupFn',
  DseGssapiAuthenticatorLockCallback: 'ptr::DataCleanupFn',
  DseGssapiAuthenticatorUnlockCallback: 'ptr::DataCleanupFn',
  DseDateRange: 'date_range::DateRange',
  'DseDateRange*': 'ptr::Place<date_range::DateRange>',
  DseDateRangeBound: 'date_range::Bound',
  DseDateRangePrecision: 'u32',
  CassMallocFunction: 'ptr::MallocFn',
  CassReallocFunction: 'ptr::ReallocFn',
  CassFreeFunction: 'ptr::FreeFn',
  CassMetrics: 'metrics::Metrics',
  CassSpeculativeExecutionMetrics: 'metrics::SpeculativeExecutionMetrics',
};

/** What a parameter is in the exported function, and what is handed on. */
interface Conversion {
  readonly parameters: readonly string[];
  readonly argument: string;
}

export function renderExports(surface: Surface, stamp: string): string {
  const present = functions(surface).filter(({ row }) => row.absent === undefined);
  const bodies = present.map((one) => renderFunction(surface, one));
  return `//! ${stamp}

use crate::error::CassError;
use crate::ptr::{self, guard};
use crate::{
    aggregate_meta, alloc, authenticator, batch, binder, cluster, collection, column_meta, custom_payload,
    data_type, date_range, date_time, enumerations, error, error_result, execution_profile, function_meta,
    future, gssapi_authenticator, index_meta, inet, iterator, keyspace_meta, line_string, line_string_iterator, log,
    materialized_view_meta, metrics, point, polygon, polygon_iterator, prepared, result, retry_policy, row,
    schema_meta, session, ssl, statement, table_meta, timestamp_gen, tuple, types, user_type, uuid, value,
};

${bodies.join('\n\n')}
`;
}

function renderFunction(surface: Surface, one: Function): string {
  const borrowed = isBorrowed(surface, one);
  const conversions = convert(surface, one, borrowed);
  const parameters = conversions.flatMap((conversion) => conversion.parameters).join(', ');
  const returns = one.returns === 'void' ? '' : ` -> ${returnType(surface, one, borrowed)}`;
  const life = borrowed ? "<'a>" : '';
  const made = call(surface, one, conversions);
  const body = one.returns === 'void' ? `guard(|| { ${made}; Some(()) })` : `guard(|| Some(${made}))`;
  return `#[unsafe(no_mangle)]
extern "C" fn ${one.name}${life}(${parameters})${returns} {
    ${body}
}`;
}

function call(surface: Surface, one: Function, conversions: readonly Conversion[]): string {
  const list = conversions.map(({ argument }) => argument);
  if (one.binder) return bind(one.binder.value, one.binder.key, list);
  if (one.name.endsWith('_free')) return `drop(${list.join(', ')})`;
  const made = `${rustName(one)}(${list.join(', ')})`;
  const handle = handleOf(surface, one.returns);
  if (handle?.kept !== 'arc') return made;
  return `${made}.map(${isBorrowed(surface, one) ? 'ptr::Shared' : 'ptr::Owned'}::from)`;
}

const cells: Readonly<Record<string, (list: readonly string[]) => string>> = {
  null: () => 'binder::Null',
  string: (list) => `binder::Text(${list.join(', ')})`,
  bytes: (list) => `binder::Bytes(${list.join(', ')})`,
  custom: (list) => `binder::Custom(${list.join(', ')})`,
  decimal: (list) => `binder::Decimal(${list.join(', ')})`,
  dse_point: (list) => `point::Point(${list.join(', ')})`,
  duration: (list) => `binder::Duration(${list.join(', ')})`,
};

function bind(value: string, key: 'index' | 'name' | 'end', list: readonly string[]): string {
  const [container = '', ...rest] = list;
  const place = key === 'end' ? [] : rest.slice(0, 1);
  const parts = rest.slice(place.length);
  const cell = cells[value]?.(parts) ?? parts.join(', ');
  const verb = { index: 'set', name: 'set_by_name', end: 'append' }[key];
  return `binder::${verb}(${[container, ...place, `&${cell}`].join(', ')})`;
}

/** \`cass_cluster_set_port\` is \`cluster::set_port\`; a keyword gets an underscore. */
function rustName(one: Function): string {
  if (one.row.fn !== undefined) return one.row.fn;
  const plain = one.name.replace(/^(cass|dse)_/, '').replace(/_n$/, one.twin ? '' : '_n');
  const short = plain.startsWith(`${one.section}_`) ? plain.slice(one.section.length + 1) : plain;
  return `${one.section}::${short === 'type' ? 'type_' : short}`;
}

function convert(surface: Surface, one: Function, borrowed: boolean): Conversion[] {
  const conversions: Conversion[] = [];
  const rest = [...one.parameters];
  for (let parameter = rest.shift(); parameter; parameter = rest.shift()) {
    const life = borrowed && conversions.length === 0 ? "'a" : "'_";
    const pair = pairOf(parameter, rest[0]);
    if (pair) rest.shift();
    conversions.push(pair ?? single(surface, one, parameter, life));
  }
  return conversions;
}

/** A pointer whose length is the next parameter. */
function pairOf(parameter: Parameter, next: Parameter | undefined): Conversion | undefined {
  if (!next || ![`${parameter.name}_length`, `${parameter.name}_size`, 'output_size'].includes(next.name)) {
    return undefined;
  }
  const [name, len] = [placeName(parameter), next.name];
  const places = (type: string) => [`${name}: ptr::${type}`, `${len}: usize`];
  switch (parameter.type) {
    case 'const char*':
      return { parameters: places("Str<'_>"), argument: `${name}.sized(${len})` };
    case 'const cass_byte_t*':
      return { parameters: places("Blob<'_>"), argument: `${name}.sized(${len})` };
    case 'const char**':
    case 'const cass_byte_t**':
      return {
        parameters: [`${name}: ptr::Out<'_, ptr::Start>`, `${len}: ptr::Out<'_, usize>`],
        argument: `ptr::OutBytes::new(${name}, ${len})`,
      };
    default:
      return undefined;
  }
}

/** A keyword gets an underscore. */
const placeName = ({ name }: Parameter): string => (name === 'type' ? 'type_' : name);

function single(surface: Surface, one: Function, parameter: Parameter, life: string): Conversion {
  const [type, name] = [parameter.type, placeName(parameter)];
  const place = (rust: string, argument = name) => ({ parameters: [`${name}: ${rust}`], argument });
  const handle = handleOf(surface, type);
  if (handle) {
    const argument = one.row.nullable === parameter.name ? name : `${name}?`;
    return place(`Option<${parameterType(one, type, handle, life)}>`, argument);
  }
  const lent = lentThrough(surface, type);
  if (lent) return place(`ptr::Out<'_, ptr::Shared<'a, ${lent.rust}>>`);
  if (type === 'const char*') return place("ptr::Str<'_>", `${name}.get()`);
  if (type === 'char*') return place(`ptr::Buffer<'_, ${size(one)}>`);
  if (type === 'const cass_uint8_t*') return place(`Option<&[u8; ${size(one)}]>`, `${name}?`);
  const scalar = scalars[type];
  if (scalar !== undefined) return place(scalar);
  const pointed = /^(const )?(\w+)\*$/.exec(type);
  const target = scalars[pointed?.[2] ?? ''];
  if (target === undefined) throw new Error(`${one.name}: no Rust type for ${type}`);
  return pointed?.[1] === undefined
    ? place(`ptr::Out<'_, ${target}>`)
    : place(`Option<&${target}>`, `${name}?`);
}

function size(one: Function): number {
  if (one.row.buffer === undefined) throw new Error(`${one.name}: no size for its buffer`);
  return one.row.buffer;
}

function parameterType(one: Function, type: string, handle: Handle, life: string): string {
  const reference = life === "'_" ? '' : `${life} `;
  if (one.name.endsWith('_free'))
    return handle.kept === 'arc' ? `ptr::Owned<${handle.rust}>` : `Box<${handle.rust}>`;
  const changes = !type.startsWith('const ');
  if (handle.kept === 'box') return `&${reference}${changes ? 'mut ' : ''}${handle.rust}`;
  if (handle.kept === 'shared-box') return `&${reference}${handle.rust}`;
  const lent = changes && type === 'CassDataType*' ? 'Exclusive' : 'Shared';
  return `ptr::${lent}<${life}, ${handle.rust}>`;
}

function returnType(surface: Surface, one: Function, borrowed: boolean): string {
  if (one.returns === 'const char*') return borrowed ? "ptr::Text<'a>" : 'ptr::StaticStr';
  if (one.returns === 'char*') return 'Option<ptr::Start>';
  const handle = handleOf(surface, one.returns);
  if (!handle) return scalars[one.returns] ?? fail(`${one.name}: no Rust type for ${one.returns}`);
  if (handle.kept === 'arc') {
    return borrowed ? `Option<ptr::Shared<'a, ${handle.rust}>>` : `Option<ptr::Owned<${handle.rust}>>`;
  }
  return borrowed ? `Option<&'a ${handle.rust}>` : `Option<Box<${handle.rust}>>`;
}

function fail(message: string): never {
  throw new Error(message);
}

/** Whether what it gives belongs to its first parameter. */
function isBorrowed(surface: Surface, one: Function): boolean {
  // A text of a handle lives as long as the handle; other texts are those of the library.
  if (one.returns === 'const char*') return handleOf(surface, one.parameters[0]?.type ?? '') !== undefined;
  const isConst = one.returns.startsWith('const ');
  const isLent = isConst && one.row.gives !== 'owned' && handleOf(surface, one.returns) !== undefined;
  return isLent || one.parameters.some(({ type }) => lentThrough(surface, type) !== undefined);
}

/** The handle that is lent through a pointer to a place for it. */
function lentThrough(surface: Surface, type: string): Handle | undefined {
  const handle = /^const \w+\*\*$/.test(type) ? handleOf(surface, type.slice(0, -1)) : undefined;
  return handle?.kept === 'arc' ? handle : undefined;
}

function handleOf(surface: Surface, type: string): Handle | undefined {
  const match = /^(?:const )?(\w+)\*$/.exec(type);
  return match ? surface.handles[match[1] ?? ''] : undefined;
}

const sources = { LIB: 1, SERVER: 2, SSL: 3 } as const;

export function renderErrors(surface: Surface, stamp: string): string {
  const number = ({ source, code }: ErrorRow) =>
    ((sources[source] << 24) | code).toString(16).padStart(8, '0');
  const constant = (row: ErrorRow) => `    /// ${row.text}.
    pub(crate) const ${row.source}_${row.name}: CassError = CassError(0x${number(row)});`;
  const description = (row: ErrorRow) => `    (CassError::${row.source}_${row.name}, c"${row.text}"),`;
  return `//! ${stamp}

use std::ffi::CStr;

use crate::error::CassError;

impl CassError {
${surface.errors.map(constant).join('\n')}
}

/// What each code means.
pub(crate) const DESCRIPTIONS: &[(CassError, &CStr)] = &[
${surface.errors.map(description).join('\n')}
];
`;
}
