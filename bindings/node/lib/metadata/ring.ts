import type { Host, HostMap } from '../host';
import { TokenRange, type Token } from '../token';
import type { Tokenizer } from '../tokenizer';

/** What is known of a data center: how many hosts have tokens there, and on which racks. */
export interface Datacenter {
  hostLength: number;
  racks: { readonly length: number };
}

/** The tokens of a cluster in their order, with the host that owns each. */
export interface Ring {
  tokens: Token[];
  /** The same tokens as the tokenizer writes them. */
  keys: string[];
  primaryReplicas: Record<string, Host>;
  datacenters: Record<string, Datacenter>;
  ranges: Set<TokenRange>;
}

/** Puts the tokens of all hosts in their order. */
export function ringOf(hosts: HostMap, tokenizer: Tokenizer): Ring {
  const primaryReplicas: Record<string, Host> = {};
  const racks = new Map<string, { hosts: number; racks: Set<string | null> }>();
  const entries: { token: Token; key: string }[] = [];
  for (const host of hosts.values()) {
    const written = (host as { tokens?: string[] | null }).tokens;
    if (!written) continue;
    for (const text of written) {
      const token = tokenizer.parse(text);
      const key = tokenizer.stringify(token);
      entries.push({ token, key });
      primaryReplicas[key] = host;
    }
    const datacenter = racks.get(host.datacenter!) ?? { hosts: 0, racks: new Set() };
    racks.set(host.datacenter!, datacenter);
    datacenter.hosts++;
    datacenter.racks.add(host.rack);
  }
  entries.sort((a, b) => a.token.compare(b.token));
  const tokens = entries.map(({ token }) => token);
  const datacenters = Object.fromEntries(
    [...racks].map(([name, known]) => [name, { hostLength: known.hosts, racks: [...known.racks] }]),
  );
  const keys = entries.map(({ key }) => key);
  return { tokens, keys, primaryReplicas, datacenters, ranges: rangesOf(tokens, tokenizer) };
}

function rangesOf(tokens: Token[], tokenizer: Tokenizer): Set<TokenRange> {
  if (tokens.length === 1) {
    const min = tokenizer.minToken();
    return new Set([new TokenRange(min, min, tokenizer)]);
  }
  return new Set(
    tokens.map((start, i) => new TokenRange(start, tokens[(i + 1) % tokens.length]!, tokenizer)),
  );
}

/** The index of the token that owns a token: the first that is not smaller, or the first of all. */
export function ownerIndex(tokens: Token[], token: Token): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tokens[middle]!.compare(token) < 0) low = middle + 1;
    else high = middle;
  }
  return low === tokens.length ? 0 : low;
}
