const QUEUE_LENGTH_WARNED_OF = 1000;

type Settle = (err?: Error | null) => unknown;

/** A change of the cluster that something has to be done about. */
export interface DebouncedEvent {
  /** What has to be done; it may take its time where a whole keyspace, or everything, is read anew. */
  handler: () => unknown;
  /** Whether everything is read anew, so that no other event matters. */
  all?: boolean;
  keyspace?: string;
  /** What changed in the keyspace; undefined when it is the keyspace, which is then read anew as a whole. */
  cqlObject?: string | null | undefined;
}

interface Queued extends DebouncedEvent {
  callback: Settle;
}

interface KeyspaceQueue {
  mainEvent?: Queued;
  events: Queued[];
}

interface Queue {
  mainEvent?: Queued;
  callbacks: Settle[];
  keyspaces: Record<string, KeyspaceQueue>;
}

/** Collects events until none has come for a while, and then does for all of them what has to be done, once. */
export class EventDebouncer {
  /** @internal */
  _queue: Queue | null = null;
  /** @internal */
  _timeout: NodeJS.Timeout | null = null;

  /** @param delay In milliseconds, anew from each event. */
  constructor(
    private readonly delay: number,
    private readonly log: (level: string, message: string) => void,
  ) {}

  /**
   * Takes an event, and is done when what it asks for is.
   *
   * @param processNow Whether nothing more is waited for: what has been collected is done at once too.
   */
  eventReceived(event: DebouncedEvent, processNow: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.enqueue({ ...event, callback: (err) => (err ? reject(err) : resolve()) });
      this._slideDelay(processNow ? 0 : this.delay);
    });
  }

  private enqueue(event: Queued): void {
    const queue = (this._queue ??= { callbacks: [], keyspaces: {} });
    if (event.all) queue.mainEvent = event;
    if (queue.callbacks.length === QUEUE_LENGTH_WARNED_OF) {
      this.log('warn', `Event debouncer queue exceeded ${QUEUE_LENGTH_WARNED_OF} events`);
    }
    queue.callbacks.push(event.callback);
    if (queue.mainEvent) return;
    const keyspace = (queue.keyspaces[event.keyspace!] ??= { events: [] });
    if (event.cqlObject === undefined) keyspace.mainEvent = event;
    keyspace.events.push(event);
  }

  /** @internal */
  _slideDelay(delay: number): void {
    if (this._timeout) clearTimeout(this._timeout);
    if (delay === 0) this.flush();
    else this._timeout = setTimeout(() => this.flush(), delay);
  }

  private flush(): void {
    const queue = this._queue;
    this._queue = null;
    this._timeout = null;
    if (!queue) return;
    if (queue.mainEvent) return void settle(queue.mainEvent, queue.callbacks);
    for (const { mainEvent, events } of Object.values(queue.keyspaces)) {
      const callbacks = events.map((event) => event.callback);
      if (mainEvent) void settle(mainEvent, callbacks);
      else for (const event of events) void settle(event, [event.callback]);
    }
  }

  /** Does nothing more; those who wait are told that it is done. */
  shutdown(): void {
    if (this._timeout) clearTimeout(this._timeout);
    this._timeout = null;
    const queue = this._queue;
    this._queue = null;
    for (const callback of queue?.callbacks ?? []) callback();
  }
}

async function settle(event: DebouncedEvent, callbacks: Settle[]): Promise<void> {
  let failure: Error | null = null;
  try {
    await event.handler();
  } catch (err) {
    failure = err as Error;
  }
  for (const callback of callbacks) callback(failure);
}
