import { createInterface } from 'node:readline';
import cassandra from 'cassandra-driver';
import { described } from './node/errors.mjs';
import { toCanonical, toNative, typeOfColumn, hintOf } from './node/values.mjs';

const { Client, types, version } = cassandra;

const sessions = new Map();
let nextSession = 1;

const operations = {
  hello: () => ({
    language: 'node',
    driver: version,
    capabilities: ['warnings', 'tracing_id', 'applied', 'column_types', 'attempts'],
  }),
  connect,
  execute,
  batch,
  ingest,
  close: async ({ session }) => {
    await sessions.get(session).shutdown();
    return {};
  },
  quit: async () => {
    await Promise.all([...sessions.values()].map((client) => client.shutdown()));
    return {};
  },
};

async function connect(request) {
  const { tls } = request;
  const options = {
    contactPoints: request.contact_points,
    localDataCenter: request.local_datacenter,
    keyspace: request.keyspace,
    credentials: request.username && { username: request.username, password: request.password },
    protocolOptions: given({ port: request.port, maxVersion: 4 }),
    socketOptions: given({
      connectTimeout: request.connect_timeout_ms,
      readTimeout: request.request_timeout_ms,
    }),
    sslOptions: tls && given({ ca: tls.ca, cert: tls.cert, key: tls.key, rejectUnauthorized: !!tls.verify }),
    encoding: { map: Map, set: Set },
  };
  const client = new Client(given(options));
  await client.connect();
  const session = nextSession++;
  sessions.set(session, client);
  return { session };
}

async function execute({ session, text, prepared, params, options }) {
  const { values, hints } = bound(params);
  const client = sessions.get(session);
  const result = await client.execute(text, values, { prepare: !!prepared, hints, ...queryOptions(options) });
  return reply(result);
}

async function batch({ session, kind, entries, options }) {
  const parts = entries.map(({ params }) => bound(params));
  const queries = entries.map(({ text }, i) => ({ query: text, params: parts[i].values }));
  const result = await sessions.get(session).batch(queries, {
    // A batch of the Node API is prepared as a whole.
    prepare: entries.some(({ prepared }) => prepared),
    hints: parts.map(({ hints }) => hints ?? []),
    logged: kind === 'logged',
    counter: kind === 'counter',
    ...queryOptions(options),
  });
  return reply(result);
}

async function ingest({ session, text, from, count, concurrency, timeout_ms: readTimeout }) {
  const client = sessions.get(session);
  const inserted = [];
  const errors = {};
  const values = Array.from({ length: count }, (_, i) => from + i);
  const options = given({ prepare: true, readTimeout });
  const work = async () => {
    for (let value = values.shift(); value !== undefined; value = values.shift()) {
      try {
        await client.execute(text, [value], options);
        inserted.push(value);
      } catch (error) {
        const { kind, cause } = described(error);
        if (['Syntax', 'Invalid', 'Unauthorized'].includes(kind)) throw error;
        errors[cause] = (errors[cause] ?? 0) + 1;
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return { inserted: inserted.sort((a, b) => a - b), errors };
}

/** The parameters as the API takes them, and their types as hints. */
function bound(params) {
  if (!params) return {};
  if (Array.isArray(params)) {
    return {
      values: params.map(({ type, value }) => toNative(type, value)),
      hints: params.map(({ type }) => hintOf(type)),
    };
  }
  const entries = Object.entries(params);
  return {
    values: Object.fromEntries(entries.map(([name, { type, value }]) => [name, toNative(type, value)])),
    hints: Object.fromEntries(entries.map(([name, { type }]) => [name, hintOf(type)])),
  };
}

function queryOptions(options = {}) {
  return given({
    fetchSize: options.page_size,
    pageState: options.paging_state,
    consistency: level(options.consistency),
    serialConsistency: level(options.serial_consistency),
    timestamp: options.timestamp_us == null ? undefined : types.Long.fromString(options.timestamp_us),
    traceQuery: options.tracing,
    isIdempotent: options.idempotent,
    readTimeout: options.timeout_ms,
  });
}

function level(name) {
  if (name == null) return undefined;
  const found = Object.entries(types.consistencyToString).find(([, text]) => text === name);
  return Number(found[0]);
}

function reply(result) {
  const { columns, info } = result;
  const answer = { warnings: info.warnings ?? [] };
  if (info.traceId) answer.tracing_id = info.traceId.toString();
  if (!columns) return answer;
  answer.columns = columns.map(({ name, type }) => ({ name, type: typeOfColumn(type) }));
  answer.rows = result.rows.map((row) => columns.map(({ type }, i) => toCanonical(type, row.get(i))));
  answer.paging_state = result.pageState;
  if (columns.some(({ name }) => name === '[applied]')) answer.applied = result.wasApplied();
  return answer;
}

/** Leaves out what is not set, so that the defaults of the API hold. */
function given(options) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value != null));
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, op, ...request } = JSON.parse(line);
  let answer;
  try {
    answer = { id, ok: await operations[op](request) };
  } catch (error) {
    answer = { id, error: described(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  if (op === 'quit') break;
}
await Promise.all([...sessions.values()].map((client) => client.shutdown()));
