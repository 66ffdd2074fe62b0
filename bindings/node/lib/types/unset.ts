/** A parameter with this value leaves its column as it is. */
export const unset: Readonly<{ unset: true }> = Object.freeze({ unset: true });
