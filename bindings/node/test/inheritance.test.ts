import { inherits } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Client, errors } from '../dist/index.js';
import { clusterOptions } from './cluster.js';

type Function = (this: unknown, ...given: unknown[]) => void;

/** Makes a class as programs did before there were classes, and compilers do that are told to. */
function inherited<T extends object>(base: unknown, own: object): new (...given: unknown[]) => T {
  function Own(this: object, ...given: unknown[]): void {
    (base as Function).apply(this, given);
    Object.assign(this, own);
  }
  inherits(Own as never, base as never);
  return Own as unknown as new (...given: unknown[]) => T;
}

describe('what inherits without `class`', () => {
  test('is a client that connects, tells and ends', async () => {
    const Own = inherited<Client & { mine: number }>(Client, { mine: 1 });
    const client = new Own(clusterOptions());
    const told: unknown[] = [];
    client.on('log', (_level, from) => told.push(from));
    const other = new Own(clusterOptions());
    const { rowLength } = await client.execute('SELECT key FROM system.local');
    expect([rowLength, client.mine, client.connected, other.connected]).toEqual([1, 1, true, false]);
    expect(client.hosts.length).toBeGreaterThan(0);
    expect(told[0]).toBe('Own');
    await client.shutdown();
    expect([client.isShuttingDown, other.isShuttingDown]).toEqual([true, false]);
  });

  test('is refused as a client is when its options are', () => {
    const Own = inherited<Client>(Client, {});
    expect(() => new Own({})).toThrow('Contacts points are not defined.');
    expect(new Client(clusterOptions())).not.toBeInstanceOf(Own);
  });

  test('is an error with its own name', () => {
    const Own = inherited<errors.DriverError & { mine: number }>(errors.DriverError, { mine: 1 });
    const error = new Own('why');
    expect(error).toBeInstanceOf(errors.DriverError);
    expect(error).toMatchObject({ name: 'Own', message: 'why', mine: 1 });
    for (const { stack } of [error, new errors.DriverError('why'), new errors.ArgumentError('why')]) {
      expect(stack).toMatch(/^(Own|DriverError|ArgumentError): why\n.*inheritance\.test/);
    }
  });

  test('is nothing without `new`', () => {
    expect(() => (Client as unknown as Function)(clusterOptions())).toThrow(TypeError);
    expect(() => (errors.DriverError as unknown as Function)('why')).toThrow(TypeError);
  });
});
