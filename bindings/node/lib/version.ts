import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the driver calls itself to the server. */
export const DRIVER_NAME = 'unicql Node.js Driver';

const manifest = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as {
  version: string;
  description: string;
};

/** The version of this driver. */
export const version = manifest.version;

/** What this driver says it is. */
export const description = manifest.description;
