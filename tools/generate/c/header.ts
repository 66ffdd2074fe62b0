/** The C side: the declarations of the header, and the list of exported symbols. */

import { functions, type ErrorRow, type Function, type Header, type Surface } from './surface.js';

const width = 100;

export function renderHeader(surface: Surface, header: Header, template: string, stamp: string): string {
  return template
    .replace('@STAMP@', stamp)
    .replace('@ERRORS@', surface.errors.map(renderError).join(' \\\n'))
    .replace('@FUNCTIONS@', renderFunctions(surface, header));
}

function renderError({ source, name, code, text }: ErrorRow): string {
  const number = source === 'SERVER' ? `0x${code.toString(16).toUpperCase().padStart(4, '0')}` : code;
  return `  XX(CASS_ERROR_SOURCE_${source}, CASS_ERROR_${source}_${name}, ${number}, "${text}")`;
}

function renderFunctions(surface: Surface, header: Header): string {
  return functions(surface)
    .filter(({ row, declared }) => declared && row.absent === undefined)
    .filter(({ row }) => (row.header ?? 'cassandra') === header)
    .map(renderFunction)
    .join('\n\n');
}

function renderFunction(one: Function): string {
  const list = one.parameters.map(({ type, name }) => `${type} ${name}`);
  const head = `${one.returns} ${one.name}(`;
  const [open, close] = one.row.deprecated ? ['CASS_EXPORT CASS_DEPRECATED(', '));'] : ['CASS_EXPORT ', ');'];
  const short = `${open}${head}${list.join(', ') || 'void'}${close}`;
  const declaration = short.length <= width ? short : `${open}${head}\n    ${wrap(list, close)}`;
  return `${comment(one.doc)}\n${declaration}`;
}

function wrap(list: readonly string[], close: string): string {
  const lines: string[] = [];
  for (const item of list) {
    const last = lines.at(-1);
    const joined = last === undefined ? item : `${last} ${item}`;
    if (last !== undefined && joined.length + close.length + 4 <= width)
      lines[lines.length - 1] = `${joined},`;
    else lines.push(`${item},`);
  }
  return lines.join('\n    ').replace(/,$/, close);
}

/** Wraps a sentence into a comment. */
export function comment(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line.length + word.length + 4 > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.length === 1 ? `/** ${line} */` : `/**\n${lines.map((each) => ` * ${each}`).join('\n')}\n */`;
}

/** A version script of the linker: these symbols and no others. */
export function renderExportList(surface: Surface, stamp: string): string {
  const names = functions(surface).filter(({ row }) => row.absent === undefined);
  return `/* ${stamp} */
{
  global:
${names.map(({ name }) => `    ${name};`).join('\n')}
  local:
    *;
};
`;
}
