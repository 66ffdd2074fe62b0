import { EventEmitter } from 'node:events';
import type { Latency } from '../tracker/request-tracker';
import { ClientMetrics } from './client-metrics';

type Emitters<Names extends string> = EventEmitter & Record<Names, EventEmitter>;

/**
 * Emits `increment` for everything that happens, with the error or the latency that belongs to it: on the emitter of
 * its sort, such as `errors.readTimeout`, and on that of its kind, such as `errors`.
 */
export class DefaultMetrics extends ClientMetrics {
  /** @internal Whether anybody has ever listened: until then, there is nothing to tell. */
  declare isHeard: boolean;
  readonly errors = this.emitters(
    'authentication',
    'clientTimeout',
    'connection',
    'other',
    'readTimeout',
    'unavailable',
    'writeTimeout',
  );
  readonly retries = this.emitters('clientTimeout', 'other', 'readTimeout', 'unavailable', 'writeTimeout');
  readonly speculativeExecutions = this.emitters();
  readonly ignoredErrors = this.emitters();
  readonly responses = this.emitters('success');

  override onAuthenticationError(e: Error): void {
    this.error('authentication', e);
  }

  override onConnectionError(e: Error): void {
    this.error('connection', e);
  }

  override onReadTimeoutError(e: Error): void {
    this.error('readTimeout', e);
  }

  override onWriteTimeoutError(e: Error): void {
    this.error('writeTimeout', e);
  }

  override onUnavailableError(e: Error): void {
    this.error('unavailable', e);
  }

  override onClientTimeoutError(e: Error): void {
    this.error('clientTimeout', e);
  }

  override onOtherError(e: Error): void {
    this.error('other', e);
  }

  override onClientTimeoutRetry(e: Error): void {
    this.retry('clientTimeout', e);
  }

  override onOtherErrorRetry(e: Error): void {
    this.retry('other', e);
  }

  override onReadTimeoutRetry(e: Error): void {
    this.retry('readTimeout', e);
  }

  override onUnavailableRetry(e: Error): void {
    this.retry('unavailable', e);
  }

  override onWriteTimeoutRetry(e: Error): void {
    this.retry('writeTimeout', e);
  }

  override onIgnoreError(e: Error): void {
    this.ignoredErrors.emit('increment', e);
  }

  override onSpeculativeExecution(): void {
    this.speculativeExecutions.emit('increment');
  }

  override onSuccessfulResponse(latency: Latency): void {
    this.responses.success.emit('increment', latency);
  }

  override onResponse(latency: Latency): void {
    this.responses.emit('increment', latency);
  }

  /** An emitter of all events of a kind, with one emitter for each sort of them. */
  private emitters<Names extends string>(...names: Names[]): Emitters<Names> {
    const each = names.map((name) => [name, this.emitter()]);
    return Object.assign(this.emitter(), Object.fromEntries(each)) as Emitters<Names>;
  }

  private emitter(): EventEmitter {
    const heard = () => Object.defineProperty(this, 'isHeard', { value: true });
    return new EventEmitter().once('newListener', heard);
  }

  private error(sort: Exclude<keyof DefaultMetrics['errors'], keyof EventEmitter>, e: Error): void {
    this.errors[sort].emit('increment', e);
    this.errors.emit('increment', e);
  }

  private retry(sort: Exclude<keyof DefaultMetrics['retries'], keyof EventEmitter>, e: Error): void {
    this.retries[sort].emit('increment', e);
    this.retries.emit('increment', e);
  }
}
