import { inherits } from 'node:util';
import { describe, expect, test } from 'vitest';
import { policies, type Client } from '../dist/index.js';

const { reconnection, retry, speculativeExecution, timestampGeneration } = policies;

/** A generator whose clock the test sets. */
class Clocked extends timestampGeneration.MonotonicTimestampGenerator {
  now = 1000;
  override getDate(): number {
    return this.now;
  }
}

describe('policies', () => {
  test('timestamps never go back or repeat', () => {
    const logged: unknown[] = [];
    const client = { log: (...args: unknown[]) => logged.push(args) } as unknown as Client;
    const generator = new Clocked();
    const made = Array.from({ length: 1500 }, () => generator.next(client) as number);
    expect(made.every((value, i) => i === 0 || value > made[i - 1]!)).toBe(true);
    expect([made[0], made[1499]]).toEqual([1_000_000, 1_001_499]);
    generator.now = -5000;
    expect(generator.next(client)).toBe(1_001_500);
    expect(logged).toHaveLength(1);
    expect(String((logged[0] as unknown[])[1])).toContain('milliseconds behind the last generated timestamp');
    generator.now = 2 ** 50;
    expect(String(generator.next(client))).toBe((2n ** 50n * 1000n).toString());
  });

  test('reconnection delays grow, give or take 15 %', () => {
    const schedule = new reconnection.ExponentialReconnectionPolicy(100, 1000).newSchedule();
    const delays = Array.from({ length: 6 }, () => schedule.next().value as number);
    const bounds = [
      [100, 115],
      [170, 230],
      [340, 460],
      [680, 920],
      [850, 1000],
      [850, 1000],
    ];
    delays.forEach((delay, i) => {
      expect(delay).toBeGreaterThanOrEqual(bounds[i]![0]!);
      expect(delay).toBeLessThanOrEqual(bounds[i]![1]!);
    });
    expect(new reconnection.ExponentialReconnectionPolicy(1, 2, true).newSchedule().next().value).toBe(0);
    expect(new reconnection.ConstantReconnectionPolicy(7).newSchedule().next().value).toBe(7);
  });

  test('the default retries once where that may help', () => {
    const policy = new retry.RetryPolicy();
    const { rethrow, retry: again } = retry.RetryPolicy.retryDecision;
    const info = (nbRetry: number) => ({ query: '', executionOptions: {}, nbRetry });
    const decisions = [
      policy.onUnavailable(info(0), 1, 2, 1),
      policy.onUnavailable(info(1), 1, 2, 1),
      policy.onReadTimeout(info(0), 1, 1, 1, false),
      policy.onReadTimeout(info(0), 1, 1, 1, true),
      policy.onWriteTimeout(info(0), 1, 0, 1, 'BATCH_LOG'),
      policy.onWriteTimeout(info(0), 1, 0, 1, 'SIMPLE'),
    ];
    expect(decisions.map(({ decision }) => decision)).toEqual([
      again,
      rethrow,
      again,
      rethrow,
      again,
      rethrow,
    ]);
    expect(new retry.FallthroughRetryPolicy().onRequestError().decision).toBe(rethrow);
  });

  test('speculative executions end after their number', () => {
    const plan = new speculativeExecution.ConstantSpeculativeExecutionPolicy(20, 2).newPlan();
    expect([1, 2, 3].map(() => plan.nextExecution({} as never))).toEqual([20, 20, -1]);
    expect(() => new speculativeExecution.ConstantSpeculativeExecutionPolicy(-1, 1)).toThrow('delay must be');
  });

  test('may be inherited as before there were classes', () => {
    const { RoundRobinPolicy } = policies.loadBalancing;
    type Old = { index: number; getOptions(): Map<string, unknown> };
    const base = RoundRobinPolicy as unknown as (this: unknown) => void;
    function Own(this: Old): void {
      base.call(this);
      this.index = 1;
    }
    inherits(Own as never, RoundRobinPolicy as never);
    const own = new (Own as unknown as new () => Old)();
    expect(own).toBeInstanceOf(RoundRobinPolicy);
    expect([own.index, own.getOptions().size, RoundRobinPolicy.name]).toEqual([1, 0, 'RoundRobinPolicy']);
    expect(new RoundRobinPolicy().constructor).toBe(RoundRobinPolicy);
  });
});
