import { toCallback, type EmptyCallback, type ValueCallback } from './callback';
import type { ArrayOrObject, Client } from './client';
import { ArgumentError } from './errors';
import { DefaultExecutionOptions, type QueryOptions } from './execution-options';
import type { ResultSet } from './types/result-set';
import { ResultStream } from './types/result-stream';
import type { Row } from './types/row';

/** Takes a row, its index in its page and, which the type of the legacy driver does not tell, the rows of the page. */
export type RowCallback = (n: number, row: Row, rowLength?: number) => void;

/** The arguments of `eachRow()` after the text. */
interface RowArguments {
  params: ArrayOrObject | null;
  options: QueryOptions | null;
  rowCallback: RowCallback;
  callback: ValueCallback<ResultSet>;
}

/**
 * Finds what is what where programs leave arguments out.
 *
 * @throws ArgumentError when nothing takes the rows.
 */
export function rowArguments(
  params?: unknown,
  options?: unknown,
  rowCallback?: unknown,
  callback?: unknown,
): RowArguments {
  // With a callback for the end in the last place, options that are a function say nothing.
  const isShort = !callback && rowCallback && typeof options === 'function';
  const [onRow, onEnd] = isShort ? [options, rowCallback] : [rowCallback || options || params, callback];
  for (const given of [onRow, ...(isShort ? [onEnd] : [])]) {
    if (typeof given !== 'function') throw new ArgumentError('rowCallback is not a function');
  }
  return {
    params: (typeof params === 'function' ? null : params) as ArrayOrObject | null,
    options: (typeof options === 'function' ? null : options) as QueryOptions | null,
    rowCallback: onRow as RowCallback,
    callback: (onEnd ?? (() => undefined)) as ValueCallback<ResultSet>,
  };
}

/** Hands over the rows of a page, or with `autoPage` of all of them, and in the end a result without its rows. */
export function readPages(
  client: Client,
  query: string,
  params: ArrayOrObject | null,
  given: QueryOptions | null,
  rowCallback: RowCallback,
  callback: ValueCallback<ResultSet>,
): void {
  let options: DefaultExecutionOptions;
  try {
    options = DefaultExecutionOptions.create(given, client);
  } catch (err) {
    (callback as EmptyCallback)(err as Error);
    return;
  }
  let total = 0;
  const fetchPage = () => void toCallback(client._execute(query, params, options), onPage);
  const onPage: ValueCallback<ResultSet> = (err, page) => {
    if (err) return (callback as EmptyCallback)(err);
    (page.rows ?? []).forEach((row, n) => rowCallback(n, row, page.rowLength));
    // The rows were handed over; a result that held them too would keep them in memory.
    (page as { rows?: Row[] | undefined }).rows = undefined;
    total += page.rowLength ?? 0;
    if (page.rawPageState) {
      options.setPageState(page.rawPageState);
      if (options.isAutoPage()) return fetchPage();
      page.nextPage = fetchPage;
    }
    page.rowLength = total;
    callback(null!, page);
  };
  fetchPage();
}

/** Reads the rows of all pages into a stream, each page when the rows before it were read. */
export function streamRows(
  client: Client,
  query: string,
  params: ArrayOrObject | null,
  options: QueryOptions | null,
  callback: EmptyCallback | undefined,
): ResultStream {
  const stream = new ResultStream({ objectMode: true });
  const onPage: ValueCallback<ResultSet> = (err, result) => {
    if (result?.nextPage) return stream._valve(result.nextPage);
    // The stream ends after an error too: consumers that wait for the end would wait for ever.
    if (err) stream.emit('error', err);
    stream._valve(null);
    stream.add(null);
    callback?.(err);
  };
  // Not at once, so that the caller can listen first.
  setImmediate(() => client.eachRow(query, params, options, (_n, row) => stream.add(row), onPage));
  return stream;
}
