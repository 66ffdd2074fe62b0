import type { ClientOptions } from '../../client-options';
import type { QueryOptions } from '../../execution-options';

/** How traversals are executed. Rejected: DSE Graph is not supported. */
export interface GraphOptions {
  language?: string;
  name?: string;
  readConsistency?: number;
  /** In milliseconds. */
  readTimeout?: number;
  source?: string;
  writeConsistency?: number;
}

/** The options of one traversal. */
export interface GraphQueryOptions extends QueryOptions {
  graphLanguage?: string;
  graphName?: string;
  graphReadConsistency?: number;
  graphSource?: string;
  graphWriteConsistency?: number;
}

/** The name that the legacy driver has for the options of its client for DSE. */
export interface DseClientOptions extends ClientOptions {
  graphOptions?: GraphOptions;
}
