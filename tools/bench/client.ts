import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Failure, interrupted } from '../failure.js';
import { tail } from '../shell.js';
import type { Plan } from './plan.js';
import type { Subject } from './subject.js';
import type { Tally } from './tally.js';

export interface ClientOptions {
  readonly subject: Subject;
  readonly tally: Tally;
  /** How long a client may print nothing and ask its server nothing; ten times as long where the server does not count. */
  readonly silence_ms: number;
  readonly signal: AbortSignal;
}

const ignore = (): void => {};

/** A client that was started. What it prints are lines of JSON. */
export class Client {
  readonly #options: ClientOptions;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  /** Settles at its end, however it comes. */
  readonly #ended: Promise<void>;
  #errors = '';
  #stuck = false;

  constructor(plan: Plan, options: ClientOptions) {
    this.#options = options;
    const { file, args, env } = options.subject.command(plan);
    const { signal } = options;
    this.#child = spawn(file, [...args], { env: { ...process.env, ...env }, signal });
    this.#child.stderr.on('data', (chunk: Buffer) => (this.#errors += chunk.toString()));
    // A client that cannot be started, or that is gone, is told by its end.
    this.#child.on('error', ({ message }) => (this.#errors += message));
    this.#child.stdin.on('error', ({ message }) => (this.#errors += message));
    this.#ended = once(this.#child, 'close').then(ignore, ignore);
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** The next line that it prints. */
  async line(): Promise<unknown> {
    const { value, done } = await this.#watched(() => this.#lines.next());
    if (!done) return JSON.parse(value) as unknown;
    await this.#watched(() => this.#ended);
    throw this.#failure('ended early');
  }

  /** Tells it to do what is measured. */
  go(): void {
    this.#child.stdin.write('\n');
  }

  /** Waits until it has ended well. */
  async end(): Promise<void> {
    this.#child.stdin.end();
    await this.#watched(() => this.#ended);
    if (this.#child.exitCode !== 0) throw this.#failure('did not end well');
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #failure(what: string): Failure {
    if (this.#options.signal.aborted) return interrupted();
    const who = `the client of ${this.#options.subject.name}`;
    if (!this.#stuck) return new Failure('unexpected', `${who} ${what}`, { details: tail(this.#errors) });
    return new Failure('bench', `${who} got stuck and was ended`, {
      hint: 'run it alone and look with a debugger where its threads wait',
      details: tail(this.#errors),
    });
  }

  /** Waits for something that the client does, unless it is stuck. */
  async #watched<T>(wait: () => Promise<T>): Promise<T> {
    const { tally, silence_ms } = this.#options;
    let quietSince = performance.now();
    const timer = setInterval(() => {
      void tally.look().then((asked) => {
        if (asked) quietSince = performance.now();
        // What a server does not count may have been asked nevertheless.
        const limit_ms = asked === undefined ? 10 * silence_ms : silence_ms;
        if (performance.now() - quietSince < limit_ms) return;
        this.#stuck = true;
        this.kill();
      });
    }, silence_ms / 10);
    try {
      return await wait();
    } finally {
      clearInterval(timer);
    }
  }
}
