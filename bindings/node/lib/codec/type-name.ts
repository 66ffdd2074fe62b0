import { dataTypes, type DataTypeName } from '../types/data-types';
import type { ColumnType } from './column-type';
import { splitParameters } from './parameters';

/**
 * Reads the name of a type as a user writes it in a hint.
 *
 * @throws TypeError for a name that no type has.
 */
export function parseTypeName(given: string): ColumnType {
  const name = given.trim();
  const generic = /^(\w+)\s*<(.*)>$/s.exec(name);
  if (!generic) return { code: codeOf(name.toLowerCase()) };
  const [outer, inside] = [generic[1]!.toLowerCase(), generic[2]!];
  // The name of a user-defined type keeps its case.
  if (outer === 'udt') return { code: dataTypes.udt, info: inside.trim() };
  const parts = splitParameters(inside, '<', '>');
  switch (outer) {
    case 'frozen':
      return parseTypeName(single(parts, given));
    case 'list':
    case 'set':
      return { code: dataTypes[outer], info: parseTypeName(single(parts, given)) };
    case 'map':
      if (parts.length !== 2) throw notValid(given);
      return { code: dataTypes.map, info: parts.map(parseTypeName) };
    case 'tuple':
      return { code: dataTypes.tuple, info: parts.map(parseTypeName) };
    case 'vector':
      if (parts.length !== 2 || !/^\d+$/.test(parts[1]!)) throw notValid(given);
      return {
        code: dataTypes.custom,
        customTypeName: 'vector',
        info: [parseTypeName(parts[0]!), parseInt(parts[1]!, 10)],
      };
    default:
      throw notValid(given);
  }
}

function notValid(name: string): TypeError {
  return new TypeError(`Data type with name ${name} not valid`);
}

function codeOf(name: string): number {
  const code = Object.prototype.hasOwnProperty.call(dataTypes, name)
    ? dataTypes[name as DataTypeName]
    : undefined;
  if (typeof code !== 'number') throw notValid(name);
  return code;
}

function single(parts: string[], name: string): string {
  if (parts.length !== 1) throw notValid(name);
  return parts[0]!;
}
