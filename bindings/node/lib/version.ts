import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const manifest = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as {
  version: string;
  description: string;
};

/** The version of this driver. */
export const version = manifest.version;

/** What this driver says it is, also to the server. */
export const description = manifest.description;
