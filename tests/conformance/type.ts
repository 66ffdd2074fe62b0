/** A CQL type as PROTOCOL.md writes it: a native name, or an array for the others. */
export type CqlType = string | CqlTypeArray;
export type CqlTypeArray =
  | ['list' | 'set', CqlType]
  | ['map', CqlType, CqlType]
  | ['tuple', ...CqlType[]]
  | ['vector', CqlType, number]
  | ['udt', string, string, [string, CqlType][]]
  | ['custom', string];

/** The user types that the texts of a case file may name: type name → field name → type text. */
export type UserTypes = Readonly<Record<string, Readonly<Record<string, string>>>>;

const natives = new Set(
  (
    'ascii bigint blob boolean counter date decimal double duration float inet int smallint text time timestamp ' +
    'timeuuid tinyint uuid varint'
  ).split(' '),
);

/** Reads a type as CQL writes it; `frozen` is dropped since results do not tell it. */
export function parseType(text: string, keyspace: string, userTypes: UserTypes): CqlType {
  const custom = /^'(.+)'$/.exec(text)?.[1];
  if (custom !== undefined) return ['custom', custom];
  const parser = new TypeParser(text, keyspace, userTypes);
  return parser.whole();
}

class TypeParser {
  readonly #tokens: string[];

  constructor(
    readonly text: string,
    readonly keyspace: string,
    readonly userTypes: UserTypes,
  ) {
    this.#tokens = text.match(/"[^"]+"|\w+|[<>,]/g) ?? [];
  }

  whole(): CqlType {
    const type = this.#type();
    if (this.#tokens.length > 0) throw new Error(`'${this.text}' is no CQL type`);
    return type;
  }

  #type(): CqlType {
    const name = this.#tokens.shift() ?? '';
    if (name === 'varchar') return 'text';
    if (natives.has(name)) return name;
    if (this.#tokens[0] === '<') return this.#parameterized(name);
    return this.#userType(name);
  }

  #parameterized(name: string): CqlType {
    this.#tokens.shift();
    if (name === 'vector') return this.#vector();
    const types = this.#types();
    const [first, second] = types;
    if (name === 'frozen' && first !== undefined) return first;
    if ((name === 'list' || name === 'set') && first !== undefined) return [name, first];
    if (name === 'map' && first !== undefined && second !== undefined) return ['map', first, second];
    if (name === 'tuple') return ['tuple', ...types];
    throw new Error(`'${this.text}' is no CQL type: ${name}`);
  }

  #types(): CqlType[] {
    const types: CqlType[] = [];
    do types.push(this.#type());
    while (this.#tokens[0] === ',' && this.#tokens.shift());
    this.#close();
    return types;
  }

  #vector(): CqlType {
    const element = this.#type();
    this.#tokens.shift();
    const dimensions = Number(this.#tokens.shift());
    this.#close();
    return ['vector', element, dimensions];
  }

  #close(): void {
    if (this.#tokens.shift() !== '>') throw new Error(`'${this.text}' is no CQL type: > is missing`);
  }

  #userType(token: string): CqlType {
    const name = token.replaceAll('"', '');
    const fields = this.userTypes[name];
    if (!fields) throw new Error(`'${this.text}' names the unknown type '${token}'`);
    const parsed = Object.entries(fields).map(([field, type]): [string, CqlType] => [
      field,
      parseType(type, this.keyspace, this.userTypes),
    ]);
    return ['udt', this.keyspace, name, parsed];
  }
}

/** Two types that a client cannot tell apart in every language: a counter reads as a bigint. */
export function comparableType(type: CqlType): string {
  return JSON.stringify(type === 'counter' ? 'bigint' : type);
}

/** Writes a name in quotes, which reserved words and capitals need and others do not mind. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
