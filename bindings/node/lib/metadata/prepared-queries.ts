import { EventEmitter } from 'node:events';

/** What is known of a statement that is, or is about to be, prepared. */
export interface PreparedInfo extends EventEmitter {
  query: string;
  /** The keyspace in which it is prepared. */
  keyspace: string | null | undefined;
  /** The id that the server gave, once it did. */
  queryId?: Buffer;
  /** @internal Whether it is none of those that are known any more. */
  isForgotten?: boolean;
  /** What else the one who prepared it keeps with it. */
  [key: string]: any;
}

/** Prepared statements by keyspace and text, and by the id of the server. */
export class PreparedQueries {
  length = 0;
  /** @internal */
  readonly _mapByKey = new Map<string, PreparedInfo>();
  /** @internal */
  readonly _mapById = new Map<string, PreparedInfo>();

  constructor(
    private readonly maxPrepared: number,
    private readonly log: (level: string, message: string) => void,
  ) {}

  getOrAdd(keyspace: string | null | undefined, query: string): PreparedInfo {
    const key = `${keyspace || ''}${query}`;
    const known = this._mapByKey.get(key);
    if (known) return known;
    this.makeRoom();
    const info = Object.assign(new EventEmitter().setMaxListeners(0), { query, keyspace }) as PreparedInfo;
    this._mapByKey.set(key, info);
    this.length++;
    return info;
  }

  setById(info: PreparedInfo): void {
    this._mapById.set(info.queryId!.toString('hex'), info);
  }

  getById(id: Buffer): PreparedInfo | undefined {
    return this._mapById.get(id.toString('hex'));
  }

  clear(): void {
    for (const info of this._mapByKey.values()) info.isForgotten = true;
    this._mapByKey.clear();
    this._mapById.clear();
    this.length = 0;
  }

  /** Those that the server knows. */
  getAll(): PreparedInfo[] {
    return [...this._mapByKey.values()].filter((info) => info.queryId);
  }

  private makeRoom(): void {
    let excess = this.length - this.maxPrepared + 1;
    if (excess <= 0) return;
    this.log(
      'warning',
      'Prepared statements exceeded maximum. This could be caused by preparing queries that contain parameters',
    );
    for (const [key, info] of this._mapByKey) {
      if (excess === 0) return;
      // Somebody waits for those that are about to be prepared.
      if (!info.queryId) continue;
      info.isForgotten = true;
      this._mapByKey.delete(key);
      this._mapById.delete(info.queryId.toString('hex'));
      this.length--;
      excess--;
    }
  }
}
