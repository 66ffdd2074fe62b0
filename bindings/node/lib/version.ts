// Not read from a file, so that bundlers find it.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const manifest = require('../package.json') as { version: string; description: string };

/** The version of this driver. */
export const version = manifest.version;

/** What this driver says it is, also to the server. */
export const description = manifest.description;
