import { LineString } from '../../geometry/line-string';
import { Point } from '../../geometry/point';
import { Polygon } from '../../geometry/polygon';
import { BigDecimal } from '../../types/big-decimal';
import { dataTypes } from '../../types/data-types';
import { Duration } from '../../types/duration';
import { InetAddress } from '../../types/inet-address';
import { Integer } from '../../types/integer';
import { LocalDate } from '../../types/local-date';
import { LocalTime } from '../../types/local-time';
import { Long } from '../../types/long';
import { Tuple } from '../../types/tuple';
import { Uuid } from '../../types/uuid';
import { elements, typed, type TypeSerializer } from './graphson';
import { udtDefinition, valueDefinition } from './type-definition';
import { GraphTypeWrapper, UdtGraphWrapper } from './wrappers';

/** A class whose instances are written as text. */
interface TextClass {
  new (...args: any[]): { toString(): string };
  fromString(text: string): unknown;
}

function text(key: string, TextType: TextClass): TypeSerializer {
  return {
    deserialize: (json) => TextType.fromString(String(json['@value'])),
    canBeUsedFor: (value) => value instanceof TextType,
    serialize: (value: object) => typed(key, String(value)),
  };
}

const texts: Record<string, TextClass> = {
  'g:UUID': Uuid,
  'g:Int64': Long as unknown as TextClass,
  'gx:BigDecimal': BigDecimal,
  'gx:BigInteger': Integer,
  'gx:InetAddress': InetAddress,
  'gx:LocalDate': LocalDate,
  'gx:LocalTime': LocalTime,
  'dse:Point': Point,
  'dse:LineString': LineString,
  'dse:Polygon': Polygon,
};

const instant: TypeSerializer = {
  deserialize: (json) => new Date(json['@value']),
  canBeUsedFor: (value) => value instanceof Date,
  serialize: (value: Date) => typed('gx:Instant', value.toISOString()),
};

const blob: TypeSerializer = {
  deserialize: (json) => Buffer.from(json['@value'], 'base64'),
  canBeUsedFor: (value) => value instanceof Buffer,
  serialize: (value: Buffer) => typed('dse:Blob', value.toString('base64')),
};

const duration: TypeSerializer = {
  deserialize({ '@value': value }, reader) {
    const [months, days, nanos] = [value.months, value.days, value.nanos].map((part) => reader.read(part));
    return new Duration(months, days, Long.fromValue(nanos));
  },
  canBeUsedFor: (value) => value instanceof Duration,
  serialize(value) {
    return typed('dse:Duration', { months: value.months, days: value.days, nanos: value.nanoseconds });
  },
};

const tuple: TypeSerializer = {
  deserialize: (json, reader) =>
    Tuple.fromArray(elements(json, json['@value'].value).map((element) => reader.read(element))),
  canBeUsedFor: (value) => value instanceof Tuple,
  serialize: (value: Tuple, writer) =>
    typed('dse:Tuple', {
      ...valueDefinition(value),
      value: value.elements.map((element) => writer.adaptObject(element)),
    }),
};

const udt: TypeSerializer = {
  deserialize({ '@value': { definition, value } }, reader) {
    const fields = (definition as { fieldName: string }[]).map(({ fieldName }, i) => [
      fieldName,
      reader.read(value[i]),
    ]);
    return Object.fromEntries(fields) as object;
  },
  canBeUsedFor: (value) => value instanceof UdtGraphWrapper,
  serialize: ({ udtInfo, value }: UdtGraphWrapper, writer) =>
    typed('dse:UDT', {
      ...udtDefinition(udtInfo),
      value: Object.values(value).map((field) => writer.adaptObject(field)),
    }),
};

/** What the types that a user may name are called in GraphSON. */
const wrapped = new Map<number, string>([
  [dataTypes.int, 'g:Int32'],
  [dataTypes.bigint, 'g:Int64'],
  [dataTypes.double, 'g:Double'],
  [dataTypes.float, 'g:Float'],
  [dataTypes.timestamp, 'g:Timestamp'],
]);

const wrapper: TypeSerializer = {
  canBeUsedFor: (value) => value instanceof GraphTypeWrapper,
  serialize({ value, typeInfo }: GraphTypeWrapper) {
    const type = wrapped.get(typeInfo.code);
    if (!type) throw new Error(`No serializer found for wrapped value ${String(value)}`);
    return typed(type, value instanceof Date ? value.getTime() : value);
  },
};

/** Makes serializers of the types of CQL, by the names that GraphSON has for them. */
export function getCustomSerializers(): Record<string, TypeSerializer> {
  const made: Record<string, TypeSerializer> = {
    ...Object.fromEntries(Object.entries(texts).map(([key, TextType]) => [key, text(key, TextType)])),
    'gx:Instant': { ...instant },
    'dse:Blob': { ...blob },
    'dse:Duration': { ...duration },
    'dse:Tuple': { ...tuple },
    'dse:UDT': { ...udt },
    // Only written; the name is that of no type.
    'client:wrapper': { ...wrapper },
  };
  return made;
}
