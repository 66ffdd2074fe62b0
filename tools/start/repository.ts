import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout that this tool belongs to. */
export const repositoryRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
