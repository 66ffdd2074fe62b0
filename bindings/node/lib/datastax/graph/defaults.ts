import type { Client } from '../../client';
import type { ExecutionProfile } from '../../execution-profile';
import { FallthroughRetryPolicy, type RetryPolicy } from '../../policies/retry';
import { consistencyName, long, payloadKeys, type GraphOptions } from './options';

/** What holds for the traversals of a profile that say nothing themselves. */
export interface GraphDefaults {
  language: string;
  source: string;
  name: string | null | undefined;
  /** The protocol of the values; none when it follows from the graph and the language. */
  results: string | undefined;
  /** In milliseconds; 0 is without limit. */
  readTimeout: number;
  retry: RetryPolicy;
  /** The same for the server, so that each traversal need not write it again. */
  payload: Record<string, Buffer>;
}

/** Works out, once per profile, what holds for traversals. */
export class ProfileDefaults {
  private readonly known = new Map<ExecutionProfile, GraphDefaults>();
  private readonly base: GraphOptions & { language: string; source: string };
  /** A traversal may do harm when it is executed twice. */
  private readonly retry: RetryPolicy = new FallthroughRetryPolicy();

  /** @param given The options of the client for traversals. */
  constructor(
    private readonly client: Client,
    given: GraphOptions | undefined,
  ) {
    const { graphOptions } = client.profileManager.getDefault();
    this.base = { language: 'gremlin-groovy', source: 'g', ...given, ...graphOptions };
  }

  of(profile: ExecutionProfile): GraphDefaults {
    let defaults = this.known.get(profile);
    if (!defaults) this.known.set(profile, (defaults = this.resolve(profile)));
    return defaults;
  }

  private resolve(profile: ExecutionProfile): GraphDefaults {
    const { base } = this;
    const own = profile.graphOptions ?? {};
    const language = own.language || base.language;
    const source = own.source || base.source;
    const name = own.name === undefined ? base.name : own.name;
    const results = own.results || base.results;
    const readTimeout = this.readTimeout(profile);
    const levels = { ...base, ...own };
    const payload = present({
      [payloadKeys.language]: Buffer.from(language),
      [payloadKeys.source]: Buffer.from(source),
      [payloadKeys.name]: name ? Buffer.from(name) : undefined,
      [payloadKeys.results]: results ? Buffer.from(results) : undefined,
      [payloadKeys.readConsistency]: level(levels.readConsistency),
      [payloadKeys.writeConsistency]: level(levels.writeConsistency),
      [payloadKeys.timeout]: readTimeout > 0 ? long(readTimeout) : undefined,
    });
    return { language, source, name, results, readTimeout, retry: this.retryOf(profile), payload };
  }

  private readTimeout(profile: ExecutionProfile): number {
    const { profileManager, options } = this.client;
    const ofProfiles = profile.readTimeout ?? profileManager.getDefault().readTimeout;
    const ofGraphs =
      this.base.readTimeout === null ? options.socketOptions.readTimeout : this.base.readTimeout;
    return ofProfiles ?? ofGraphs ?? 0;
  }

  /** The default profile always has a policy; it counts only if the user gave it. */
  private retryOf(profile: ExecutionProfile): RetryPolicy {
    const { profileManager } = this.client;
    const isDefault = profile === profileManager.getDefault();
    return (isDefault ? profileManager.getDefaultConfiguredRetryPolicy() : profile.retry) ?? this.retry;
  }
}

function level(code: number | null | undefined): Buffer | undefined {
  return code === undefined || code === null ? undefined : consistencyName(code);
}

function present(payload: Record<string, Buffer | undefined>): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(payload).filter(([, bytes]) => bytes)) as Record<string, Buffer>;
}
