export declare function columnReaders(
  names: readonly string[],
  types: readonly string[],
): ((row: Record<string, unknown>) => number)[];
export declare function columnWriters(
  types: readonly string[],
  driverTypes: unknown,
): ((i: number) => unknown)[];
