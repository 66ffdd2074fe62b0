/** `ClientOptions.encoding`. */
export interface EncodingOptions {
  /** The class of CQL maps; a plain object by default. */
  map?: new () => {
    forEach(callback: (value: any, key: any) => void): void;
    set(key: any, value: any): unknown;
  };
  /** The class of CQL sets; an array by default. */
  set?: new (values?: any[]) => { forEach(callback: (value: any) => void): void; add(value: any): unknown };
  /** Whether bytes of a row are copied out of the page. Default: true. */
  copyBuffer?: boolean;
  /** Whether `undefined` leaves a column as it is; else it is null. Default: true. */
  useUndefinedAsUnset?: boolean;
  /** Whether `bigint` and `counter` are `BigInt`s; else they are `types.Long`. Default: false. */
  useBigIntAsLong?: boolean;
  /** Whether `varint` is a `BigInt`; else it is `types.Integer`. Default: false. */
  useBigIntAsVarint?: boolean;
}
