/** A value in GraphSON, with the name of its type. */
export interface Typed {
  '@type': string;
  '@value': any;
}

export const typed = (type: string, value: unknown): Typed => ({ '@type': type, '@value': value });

/** What turns JSON into values. */
export interface Reader {
  read(json: any): any;
}

/** What turns values into JSON. */
export interface Writer {
  adaptObject(value: any): any;
}

/** What knows a type of GraphSON. One that a user made finds reader and writer in its properties. */
export interface TypeSerializer {
  reader?: Reader;
  writer?: Writer;
  deserialize?(json: Typed, reader: Reader): any;
  canBeUsedFor?(value: any): boolean;
  serialize?(value: any, writer: Writer): any;
}

/** The elements of a value that is to be an array. */
export function elements(json: Typed, values: unknown = json['@value']): any[] {
  if (!Array.isArray(values)) throw new Error(`Expected Array, obtained: ${String(values)}`);
  return values;
}
