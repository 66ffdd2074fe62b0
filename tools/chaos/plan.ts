/** What is done to a node, one at a time. */
export const harms = ['kill', 'pause', 'restart', 'disconnect'] as const;
export type Harm = (typeof harms)[number];

export interface Blow {
  readonly harm: Harm;
  /** The position of the node. */
  readonly node: number;
  /** How long the node stays away, in seconds. */
  readonly seconds: number;
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Blows without end: every allowed harm in each round, in an order that the seed decides, never twice on the same node. */
export function* plan(seed: number, nodes: number, allowed: readonly Harm[]): Generator<Blow> {
  const random = randomNumbers(seed);
  let node = Math.floor(random() * nodes);
  for (;;) {
    const round = allowed.map((harm) => ({ harm, order: random() })).sort((a, b) => a.order - b.order);
    for (const { harm } of round) {
      if (nodes > 1) node = (node + 1 + Math.floor(random() * (nodes - 1))) % nodes;
      yield { harm, node, seconds: 3 + Math.floor(random() * 8) };
    }
  }
}
