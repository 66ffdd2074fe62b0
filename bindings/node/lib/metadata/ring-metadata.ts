import type { Host, HostMap } from '../host';
import { TokenRange, type Token } from '../token';
import { ByteOrderedTokenizer, Murmur3Tokenizer, RandomTokenizer, type Tokenizer } from '../tokenizer';
import type { Keyspace } from './keyspace';
import { ownerIndex, ringOf, type Datacenter } from './ring';

const NO_PARTITIONER =
  'Partitioner not established.  This should only happen if metadata was disabled or you have not connected yet.';

/** The ring of a cluster: who has which data. */
export abstract class RingMetadata {
  abstract keyspaces: Record<string, Keyspace>;
  /** @internal */
  tokenizer: Tokenizer | undefined = undefined;
  /** @internal The tokens of the cluster, in order. */
  ring: Token[] | undefined = undefined;
  /** @internal The same tokens as the tokenizer writes them. */
  ringTokensAsStrings: string[] = [];
  /** @internal The owners of tokens as the tokenizer writes them. */
  primaryReplicas: Record<string, Host> = {};
  /** @internal */
  datacenters: Record<string, Datacenter> = {};
  /** @internal */
  tokenRanges: Set<TokenRange> | undefined = undefined;

  /** @internal */
  abstract log(level: string, message: string, furtherInfo?: unknown): void;

  /** @internal Sets the partitioner, by the name of its class. */
  setPartitioner(name: string): Tokenizer {
    if (name.endsWith('RandomPartitioner')) this.tokenizer = new RandomTokenizer();
    else if (name.endsWith('ByteOrderedPartitioner')) this.tokenizer = new ByteOrderedTokenizer();
    else this.tokenizer = new Murmur3Tokenizer();
    return this.tokenizer;
  }

  /** @internal Works the ring out from the tokens of hosts. */
  buildTokens(hosts: HostMap): void {
    if (!this.tokenizer) return this.log('error', 'Tokenizer could not be determined');
    const ring = ringOf(hosts, this.tokenizer);
    this.ring = ring.tokens;
    this.ringTokensAsStrings = ring.keys;
    this.primaryReplicas = ring.primaryReplicas;
    this.datacenters = ring.datacenters;
    this.tokenRanges = ring.ranges;
  }

  /**
   * The hosts that hold the data of a partition key, a token or the end of a range, the owner first.
   *
   * @param keyspaceName Without one, the owner alone.
   * @returns Null when the keyspace or the ring is not known.
   */
  getReplicas(keyspaceName: string | null | undefined, token: Buffer | Token | TokenRange): Host[] {
    if (!this.ring) return null!;
    const keyspace = keyspaceName ? this.keyspaces[keyspaceName] : undefined;
    if (keyspaceName && !keyspace) return null!;
    const index = ownerIndex(this.ring, this.tokenOf(token));
    return keyspace
      ? keyspace.replicasAt(this.placement(), index)
      : [this.primaryReplicas[this.ringTokensAsStrings[index]!]!];
  }

  private tokenOf(given: Buffer | Token | TokenRange): Token {
    if (Buffer.isBuffer(given)) return this.tokenizer!.hash(given);
    return given instanceof TokenRange ? given.end : given;
  }

  private placement() {
    const { ringTokensAsStrings: keys, primaryReplicas, datacenters } = this;
    return { keys, primaryReplicas, datacenters };
  }

  /** The ranges that the ring consists of. */
  getTokenRanges(): Set<TokenRange> {
    return this.tokenRanges!;
  }

  /** The ranges of which a host is a replica, or null when the keyspace or the ring is not known. */
  getTokenRangesForHost(keyspaceName: string, host: Host): Set<TokenRange> | null {
    const keyspace = this.keyspaces[keyspaceName];
    if (!this.ring || !keyspace) return null;
    if (this.ring.length === 1) return this.getTokenRanges();
    const placement = this.placement();
    const ranges = [...this.tokenRanges!].filter((_, i) => {
      // The i-th range ends with the token after the i-th.
      return keyspace.replicasAt(placement, (i + 1) % this.ring!.length).includes(host);
    });
    return new Set(ranges);
  }

  /** Makes a token of the parts of a partition key, or of a token as the server writes it. */
  newToken(components: Buffer[] | Buffer | string): Token {
    const tokenizer = this.demandTokenizer();
    if (typeof components === 'string') return tokenizer.parse(components);
    return tokenizer.hash(Array.isArray(components) ? Buffer.concat(components) : components);
  }

  /** Makes a range that starts after a token and ends with another. */
  newTokenRange(start: Token, end: Token): TokenRange {
    return new TokenRange(start, end, this.demandTokenizer());
  }

  private demandTokenizer(): Tokenizer {
    if (!this.tokenizer) throw new Error(NO_PARTITIONER);
    return this.tokenizer;
  }
}
