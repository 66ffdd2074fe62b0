import type { Host } from '../host';
import type { Tokenizer } from '../tokenizer';
import type { Aggregate } from './aggregate';
import type { MaterializedView } from './materialized-view';
import { replicasBy, type Placement, type Replicas } from './replication';
import type { SchemaFunction } from './schema-function';
import type { TableMetadata } from './table-metadata';
import type { Udt } from './udt';

/** A keyspace. Of what is in it, only what was asked for is here. */
export class Keyspace {
  /** Whether the server makes its data up. */
  readonly virtual: boolean;
  readonly udts: Record<string, Udt> = {};
  readonly tables: Record<string, TableMetadata> = {};
  /** By name and, within a name, by signature. */
  readonly functions: Record<string, Map<string, SchemaFunction>> = {};
  /** By name and, within a name, by signature. */
  readonly aggregates: Record<string, Map<string, Aggregate>> = {};
  readonly views: Record<string, MaterializedView> = {};
  /** `Core` or `Classic` in a keyspace of a DSE graph. */
  graphEngine: string | undefined = undefined;
  declare private readonly replicas: Replicas;
  /** Worked out once for each token and ring. */
  declare private readonly known: WeakMap<object, Map<number, Host[]>>;

  /** @param strategy The class that replicates it, if it tells one. */
  constructor(
    readonly name: string,
    readonly durableWrites: boolean,
    readonly strategy: string,
    readonly strategyOptions: Record<string, string> | null | undefined,
    virtual = false,
  ) {
    this.virtual = virtual;
    Object.defineProperty(this, 'replicas', { value: replicasBy(strategy, strategyOptions ?? null) });
    Object.defineProperty(this, 'known', { value: new WeakMap() });
  }

  /** @internal The hosts that hold the data of the token at an index of a ring, the one of the token first. */
  replicasAt(ring: Placement, index: number): Host[] {
    let known = this.known.get(ring.primaryReplicas);
    if (!known) this.known.set(ring.primaryReplicas, (known = new Map()));
    let replicas = known.get(index);
    if (!replicas) known.set(index, (replicas = this.replicas(ring, index)));
    return replicas;
  }

  /** @internal The replicas of every token of a ring. */
  tokenToReplica(
    _tokenizer: Tokenizer,
    ringTokensAsStrings: string[],
    primaryReplicas: Placement['primaryReplicas'],
    datacenters: Placement['datacenters'],
  ): Record<string, Host[]> {
    const ring = { keys: ringTokensAsStrings, primaryReplicas, datacenters };
    return Object.fromEntries(ringTokensAsStrings.map((key, index) => [key, this.replicasAt(ring, index)]));
  }
}
