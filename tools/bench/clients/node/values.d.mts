export declare function ruleOf<T>(rules: Readonly<Record<string, T>>, type: string): T;
export declare function valueOf(type: string, i: number, types: unknown): unknown;
