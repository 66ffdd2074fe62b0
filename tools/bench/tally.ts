import type { Asked, BenchServer } from './server.js';

/** Adds up what a server was asked, which counts anew each time that it is looked at. */
export class Tally {
  readonly #server: BenchServer;
  #sum: Asked | undefined;

  constructor(server: BenchServer) {
    this.#server = server;
  }

  /**
   * Whether a program asked something since the last look; nothing when the server does not count. What drivers ask by
   * themselves is left out, for they go on when their program is stuck.
   */
  async look(): Promise<boolean | undefined> {
    const asked = await this.#server.asked();
    if (!asked) return undefined;
    this.#sum = this.#sum ? added(this.#sum, asked) : asked;
    return asked.executes + asked.queries + asked.batches > 0;
  }

  /** What was asked since this was called last; nothing when the server does not count. */
  async take(): Promise<Asked | undefined> {
    await this.look();
    const sum = this.#sum;
    this.#sum = undefined;
    return sum;
  }
}

const added = (a: Asked, b: Asked): Asked => ({
  executes: a.executes + b.executes,
  queries: a.queries + b.queries,
  batches: a.batches + b.batches,
  prepares: a.prepares + b.prepares,
  system: a.system + b.system,
  forwarded: a.forwarded + b.forwarded,
  connections: a.connections + b.connections,
});
