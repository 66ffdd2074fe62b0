/** What stands where there is nothing: always the same array, which nobody can change. */
export const emptyArray = Object.freeze([]) as unknown as any[];
