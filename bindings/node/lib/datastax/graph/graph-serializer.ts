import type { Reader, TypeSerializer, Writer } from './graphson';
import { deserializers2, deserializers3, serializers2, serializers3 } from './type-serializers';

/** Serializers that come before those of GraphSON itself, by the name of the type. */
interface Options {
  serializers?: Record<string, TypeSerializer>;
}

/** Writes GraphSON 2. */
export class GraphSON2Writer implements Writer {
  private readonly serializers: readonly TypeSerializer[];

  constructor(options: Options = {}) {
    const own = Object.values(options.serializers ?? {}).filter((serializer) => serializer.serialize);
    for (const serializer of own) serializer.writer = this;
    this.serializers = [...own, ...this.getDefaultSerializers()];
  }

  getDefaultSerializers(): readonly TypeSerializer[] {
    return serializers2;
  }

  /** The JSON of a value, as objects. */
  adaptObject(value: any): any {
    const serializer = this.serializers.find((known) => known.canBeUsedFor?.(value));
    if (serializer) return serializer.serialize!(value, this);
    return Array.isArray(value) ? value.map((item) => this.adaptObject(item)) : value;
  }

  /** The JSON of a value, as text. */
  write(value: any): string {
    return JSON.stringify(this.adaptObject(value));
  }
}

/** Writes GraphSON 3. */
export class GraphSON3Writer extends GraphSON2Writer {
  override getDefaultSerializers(): readonly TypeSerializer[] {
    return serializers3;
  }
}

/** Reads GraphSON 2. */
export class GraphSON2Reader implements Reader {
  private readonly deserializers: Record<string, TypeSerializer>;

  constructor(options: Options = {}) {
    const own = Object.entries(options.serializers ?? {}).filter(([, known]) => known.deserialize);
    for (const [, serializer] of own) serializer.reader = this;
    this.deserializers = { ...this.getDefaultDeserializers(), ...Object.fromEntries(own) };
  }

  getDefaultDeserializers(): Record<string, TypeSerializer> {
    return deserializers2;
  }

  /** The value of parsed JSON. */
  read(json: any): any {
    if (typeof json !== 'object' || json === null) return json;
    if (Array.isArray(json)) return json.map((item) => this.read(item));
    const type: unknown = json['@type'];
    if (typeof type === 'string') {
      const serializer = this.deserializers[type];
      return serializer ? serializer.deserialize!(json, this) : json['@value'];
    }
    if (json.constructor !== Object) return json;
    return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, this.read(value)]));
  }
}

/** Reads GraphSON 3. */
export class GraphSON3Reader extends GraphSON2Reader {
  override getDefaultDeserializers(): Record<string, TypeSerializer> {
    return deserializers3;
  }
}

export { GraphSON3Reader as GraphSONReader, GraphSON3Writer as GraphSONWriter };
