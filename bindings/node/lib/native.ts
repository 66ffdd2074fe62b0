import native = require('../native.cjs');

/** The addon that holds the core. */
export const { NativeSession, errorKinds } = native;
export type NativeSession = InstanceType<typeof native.NativeSession>;
export type NativeOptions = native.NativeOptions;
