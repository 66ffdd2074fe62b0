import type { Schema } from './schema.js';

const folder = 'bindings/cpp/include/unicql/generated';
const stamp = '// Generated from the tables of core by `unicql-dev generate`. Do not edit.';

interface Enumerator {
  readonly name: string;
  readonly value: number;
  readonly text: string;
  readonly doc: string;
}

interface Enumeration {
  readonly name: string;
  readonly underlying: string;
  readonly doc: string;
  readonly table: string;
  readonly enumerators: readonly Enumerator[];
}

/** Renders the tables of the C++ headers. */
export function renderCpp(schema: Schema): Record<string, string> {
  return {
    [`${folder}/error_kind.hpp`]: errorKinds(schema),
    [`${folder}/consistency.hpp`]: consistencies(schema),
    [`${folder}/type_id.hpp`]: typeIds(schema),
  };
}

function errorKinds({ error_kinds: kinds }: Schema): string {
  return header({
    name: 'ErrorKind',
    underlying: 'std::uint8_t',
    doc: 'What went wrong; the same kinds in every language. Its value is its place in the table of core.',
    table: 'error_kinds',
    enumerators: kinds.map(({ name, doc }, value) => ({ name, value, text: name, doc })),
  });
}

function consistencies({ consistencies: levels }: Schema): string {
  return header({
    name: 'Consistency',
    underlying: 'std::uint16_t',
    doc: 'How many replicas must answer before a request succeeds. Its value is the code of the protocol.',
    table: 'consistencies',
    enumerators: levels.map(({ name, code }) => ({
      name: pascalCase(name),
      value: code,
      text: name,
      doc: `\`${name}\``,
    })),
  });
}

/** The protocol has no id for a vector, which travels as a custom type, so it gets one past all others. */
function typeIds({ types }: Schema): string {
  const natives = types.map(({ name, id }) => ({ name, id, doc: `\`${name}\`` }));
  const rows = [
    {
      name: 'custom',
      id: 0,
      doc: 'A server-side class that the driver does not know; its values are bytes.',
    },
    ...natives,
    { name: 'vector', id: 0xffff, doc: '`vector<element, dimensions>`' },
  ];
  return header({
    name: 'TypeId',
    underlying: 'std::uint16_t',
    doc: 'The kind of a CQL type. Its value is the option id of the protocol, except for `Vector`.',
    table: 'type_ids',
    enumerators: rows.map(({ name, id, doc }) => ({ name: pascalCase(name), value: id, text: name, doc })),
  });
}

function header({ name, underlying, doc, table, enumerators }: Enumeration): string {
  const lines = enumerators.flatMap((row) => [`  /// ${row.doc}`, `  ${row.name} = ${row.value},`]);
  const rows = enumerators.map((row) => `  {${name}::${row.name}, "${row.text}"},`);
  return `${stamp}
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace unicql {

/// ${doc}
enum class ${name} : ${underlying} {
${lines.join('\n')}
};

/// Every ${name} with its name, in the order of the table.
inline constexpr std::array<std::pair<${name}, std::string_view>, ${enumerators.length}> ${table}{{
${rows.join('\n')}
}};

/// Returns the name; \`?\` for a value that is not in the table.
constexpr std::string_view to_string(${name} value) noexcept {
  for (const auto& [known, text] : ${table}) {
    if (known == value) return text;
  }
  return "?";
}

} // namespace unicql
`;
}

function pascalCase(name: string): string {
  const words = name.toLowerCase().split('_');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
