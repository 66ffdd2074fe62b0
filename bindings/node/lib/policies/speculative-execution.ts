import { callable } from '../callable';
import type { Client } from '../client';
import { ArgumentError } from '../errors';
import type { Host } from '../host';

/** When to execute a request on a second host before the first has answered. */
export interface SpeculativeExecutionPlan {
  /** Milliseconds until the next execution; zero or less for none. */
  nextExecution(host: Host): number;
}

@callable
export class SpeculativeExecutionPolicy {
  init(_client: Client): void {
    // Only a subclass may need the client.
  }

  shutdown(): void {
    // Only a subclass may hold something.
  }

  newPlan(_keyspace: string, _queryInfo: string | string[]): SpeculativeExecutionPlan {
    throw new Error('You must implement newPlan() method in the SpeculativeExecutionPolicy');
  }

  getOptions(): Map<string, unknown> {
    return new Map();
  }
}

/** Waits for the first execution, always. */
@callable
export class NoSpeculativeExecutionPolicy extends SpeculativeExecutionPolicy {
  override newPlan(): SpeculativeExecutionPlan {
    return { nextExecution: () => -1 };
  }
}

/** Starts another execution after a time, up to a number of them. */
@callable
export class ConstantSpeculativeExecutionPolicy extends SpeculativeExecutionPolicy {
  constructor(
    readonly delay: number,
    readonly maxSpeculativeExecutions: number,
  ) {
    super();
    if (!(delay >= 0)) throw new ArgumentError('delay must be a positive number or zero');
    if (!(maxSpeculativeExecutions > 0)) {
      throw new ArgumentError('maxSpeculativeExecutions must be a positive number');
    }
  }

  override newPlan(): SpeculativeExecutionPlan {
    let executions = 0;
    return { nextExecution: () => (executions++ < this.maxSpeculativeExecutions ? this.delay : -1) };
  }

  override getOptions(): Map<string, unknown> {
    return new Map([
      ['delay', this.delay],
      ['maxSpeculativeExecutions', this.maxSpeculativeExecutions],
    ]);
  }
}
