import { elements, typed, type Reader, type Typed, type TypeSerializer, type Writer } from './graphson';
import { Edge, Path, Property, Vertex, VertexProperty } from './structure';
import { direction, EnumValue, t } from './tokens';

const number: TypeSerializer = {
  // Not a number and the infinities are texts.
  deserialize: (json) => Number(json['@value']),
  canBeUsedFor: (value) => typeof value === 'number',
  serialize: (value: number) => (Number.isFinite(value) ? value : typed('g:Double', String(value))),
};

const date: TypeSerializer = {
  deserialize: (json) => new Date(json['@value']),
  canBeUsedFor: (value) => value instanceof Date,
  serialize: (value: Date) => typed('g:Date', value.getTime()),
};

const vertex: TypeSerializer = {
  deserialize({ '@value': value }, reader) {
    return new Vertex(reader.read(value.id), value.label, reader.read(value.properties));
  },
  canBeUsedFor: (value) => value instanceof Vertex,
  serialize: ({ id, label }: Vertex, writer) => typed('g:Vertex', { id: writer.adaptObject(id), label }),
};

const edge: TypeSerializer = {
  deserialize({ '@value': value }, reader) {
    const [id, outV, inV, properties] = [value.id, value.outV, value.inV, value.properties].map((part) =>
      reader.read(part),
    );
    return new Edge(id, outV, value.outVLabel, value.label, inV, value.inVLabel, properties);
  },
  canBeUsedFor: (value) => value instanceof Edge,
  serialize({ id, label, outV, outVLabel, inV, inVLabel }: Edge, writer) {
    const [outId, inId] = [outV, inV].map((end) => writer.adaptObject(end instanceof Vertex ? end.id : end));
    const value = { id: writer.adaptObject(id), label, outV: outId, outVLabel, inV: inId, inVLabel };
    return typed('g:Edge', value);
  },
};

const enumValue: TypeSerializer = {
  canBeUsedFor: (value) => value instanceof EnumValue,
  serialize: ({ typeName, elementName }: EnumValue) => typed(`g:${typeName}`, elementName),
};

const lambda: TypeSerializer = {
  canBeUsedFor: (value) => typeof value === 'function',
  serialize: (value: (...args: unknown[]) => unknown) =>
    typed('g:Lambda', { arguments: value.length, language: 'gremlin-javascript', script: value.toString() }),
};

const readAll = (json: Typed, reader: Reader): any[] => elements(json).map((item) => reader.read(item));

function array(type: string, canBeUsedFor: (value: any) => boolean): TypeSerializer {
  return {
    deserialize: readAll,
    canBeUsedFor,
    serialize: (value: Iterable<any>, writer: Writer) =>
      typed(
        type,
        [...value].map((item) => writer.adaptObject(item)),
      ),
  };
}

const map: TypeSerializer = {
  deserialize(json, reader) {
    const result = new Map<any, any>();
    const parts = readAll(json, reader);
    for (let i = 0; i < parts.length; i += 2) result.set(parts[i], parts[i + 1]);
    return result;
  },
  canBeUsedFor: (value) => value instanceof Map,
  serialize: (value: Map<any, any>, writer) =>
    typed(
      'g:Map',
      [...value].flat(1).map((part) => writer.adaptObject(part)),
    ),
};

/** Values with how often each is there. */
const bulkSet: TypeSerializer = {
  deserialize(json, reader) {
    const parts = readAll(json, reader);
    return parts.flatMap((value, i) => (i % 2 === 0 ? Array(Number(parts[i + 1])).fill(value) : []));
  },
};

const list = array('g:List', Array.isArray);
const set = array('g:Set', (value) => value instanceof Set);

/** What reads GraphSON 2, by the name of the type. */
export const deserializers2: Record<string, TypeSerializer> = {
  'g:Int32': number,
  'g:Int64': number,
  'g:Float': number,
  'g:Double': number,
  'g:Date': date,
  'g:Vertex': vertex,
  'g:Edge': edge,
  'g:VertexProperty': {
    deserialize: ({ '@value': value }, reader) =>
      new VertexProperty(
        reader.read(value.id),
        value.label,
        reader.read(value.value),
        reader.read(value.properties),
      ),
  },
  'g:Property': {
    deserialize: ({ '@value': value }, reader) => new Property(value.key, reader.read(value.value)),
  },
  'g:Path': {
    deserialize: ({ '@value': value }, reader) =>
      new Path(reader.read(value.labels), reader.read(value.objects)),
  },
  'g:T': { deserialize: (json) => t[json['@value'] as keyof typeof t] },
  'g:Direction': {
    deserialize: (json) => direction[json['@value'].toLowerCase() as keyof typeof direction],
  },
  'g:BulkSet': bulkSet,
};

/** What reads GraphSON 3. */
export const deserializers3: Record<string, TypeSerializer> = {
  ...deserializers2,
  'g:List': list,
  'g:Set': set,
  'g:Map': map,
};

/** What writes GraphSON 2, tried in order. */
export const serializers2: readonly TypeSerializer[] = [number, date, lambda, enumValue, vertex, edge];

/** What writes GraphSON 3. */
export const serializers3: readonly TypeSerializer[] = [...serializers2, list, set, map];
