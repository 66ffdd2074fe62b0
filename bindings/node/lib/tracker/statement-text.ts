import type { BatchQuery } from '../executor';

const QUERY_LENGTH_MAX = 500;
const PARAMETER_LENGTH_MAX = 50;
/** Below this, there is no room for parameters. */
const PARAMETERS_LENGTH_MIN = 3;

type Parameters = any[] | { [key: string]: any } | null | undefined;

/** How many characters of a statement, and of each parameter, are shown. */
export interface Limits {
  query: number | undefined;
  parameter: number | undefined;
}

/** Shows a statement with its parameters, as `text [value,value]`. */
export function describeStatement(
  query: string,
  parameters: Parameters,
  prepared: boolean,
  limits: Limits,
): string {
  const room = limits.query || QUERY_LENGTH_MAX;
  const text = query.slice(0, room);
  const shown = describeParameters(parameters, room - text.length - 1, limits);
  return prepared ? text + shown : `${text}${shown} (not prepared)`;
}

/** Shows a batch with as many of its statements as there is room for. */
export function describeBatch(
  queries: readonly BatchQuery[],
  { prepared, logged }: { prepared: boolean; logged: boolean },
  limits: Limits,
): string {
  let room = limits.query || QUERY_LENGTH_MAX;
  let shown = '';
  let n = 0;
  for (; n < queries.length && room > 0; n++) {
    const item = queries[n]!;
    const { query, params } = typeof item === 'string' ? { query: item, params: null } : item;
    if (n > 0) {
      shown += ',';
      room--;
    }
    const text = query.slice(0, room);
    shown += text;
    room -= text.length;
    if (room <= 0) break;
    const parameters = describeParameters(params, room, limits);
    shown += parameters;
    room -= parameters.length;
  }
  const kind = `${logged ? 'LOGGED ' : ''}BATCH w/ ${queries.length}${prepared ? '' : ' not prepared'}`;
  return `${kind} queries (${shown}${n < queries.length ? ',...' : ''})`;
}

function describeParameters(parameters: Parameters, room: number, limits: Limits): string {
  if (room <= PARAMETERS_LENGTH_MIN) return ' [...]';
  if (!parameters) return ' []';
  const longest = limits.parameter || PARAMETER_LENGTH_MAX;
  const describe = describer(parameters);
  const count = Array.isArray(parameters) ? parameters.length : Object.keys(parameters).length;
  let shown = '';
  let n = 0;
  for (; n < count && room > 0; n++) {
    if (n > 0) {
      shown += ',';
      room--;
    }
    const text = describe(n, Math.min(longest, room));
    shown += text;
    room -= text.length;
  }
  return ` [${shown}${n < count ? '...' : ''}]`;
}

/** Shows the parameter at a position; a named one as `name:value`. */
function describer(parameters: NonNullable<Parameters>): (n: number, room: number) => string {
  if (Array.isArray(parameters)) return (n, room) => describeValue(parameters[n], room);
  const entries = Object.entries(parameters);
  return (n, room) => {
    const [name, value] = entries[n]!;
    const text = name.slice(0, room);
    const left = room - text.length - 1;
    return left > 0 ? `${text}:${describeValue(value, left)}` : text;
  };
}

function describeValue(value: unknown, room: number): string {
  // Undefined and null are told whole, whatever the room.
  return value === undefined || value === null ? String(value) : String(value).slice(0, room);
}
