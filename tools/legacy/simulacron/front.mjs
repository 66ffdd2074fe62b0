import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { delimiter } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { topologyPrimes } from './topology.mjs';

/**
 * Runs simulacron as the suites do, with a front before its admin port: whenever a cluster is registered or loses its
 * primes, the front gives it those of `topology.mjs` before the test that asked hears of it.
 */

const defaultPort = 8187;
const retryMs = 100;
const lastMs = 500;
const args = process.argv.slice(2);
const flag = args.indexOf('-p');
const port = flag < 0 ? defaultPort : Number(args[flag + 1]);
const rest = flag < 0 ? args : args.toSpliced(flag, 2);
const behind = port + 1000;
const clusters = new Map();

/** Asks simulacron itself, which says that it has started a moment before its port is open. */
async function ask(method, path, body, type, triesLeft = 100) {
  const headers = type === undefined ? {} : { 'content-type': type };
  let response;
  try {
    response = await fetch(`http://127.0.0.1:${behind}${path}`, { method, headers, body });
  } catch (error) {
    if (error.cause?.code !== 'ECONNREFUSED' || triesLeft === 0) throw error;
    await delay(retryMs);
    return ask(method, path, body, type, triesLeft - 1);
  }
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

/** Primes those nodes of a cluster that `scope`, a cluster, a data centre or a node, has in it. */
async function prime(cluster, scope) {
  const below = `${scope}/`;
  const wanted = topologyPrimes(cluster).filter(({ path }) => `${path}/`.startsWith(below));
  const answers = wanted.map(async ({ path, prime: body }) => {
    const { status, text } = await ask('POST', `/prime/${path}`, JSON.stringify(body), 'application/json');
    if (status >= 400) throw new Error(`simulacron refuses ${JSON.stringify(body)}: ${text}`);
  });
  await Promise.all(answers);
}

/** Looks at what was done and mends what it did to the primes. */
async function follow(method, path, { status, text }) {
  if (status >= 400) return;
  const [verb, named, ...inner] = path.split('?')[0].split('/').filter(Boolean).map(decodeURIComponent);
  if (verb === 'cluster' && method === 'POST') {
    const cluster = JSON.parse(text);
    clusters.set(cluster.id, cluster);
    await prime(cluster, cluster.id);
  }
  if (method !== 'DELETE') return;
  const meant = [...clusters.values()].filter(
    ({ id, name }) => named === undefined || named === String(id) || named === name,
  );
  for (const cluster of meant) {
    if (verb === 'cluster') clusters.delete(cluster.id);
    if (verb === 'prime') await prime(cluster, [cluster.id, ...inner].join('/'));
  }
}

/** Tests stop one simulacron and start the next without waiting for the end of the first, which has its ports until then. */
async function listen(triesLeft = 100) {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if (error.code !== 'EADDRINUSE' || triesLeft === 0) throw error;
    await delay(retryMs);
    await listen(triesLeft - 1);
  }
}

async function handle(request, response) {
  const chunks = await request.toArray();
  const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
  const { method, url } = request;
  const answer = await ask(method, url, body, request.headers['content-type']);
  await follow(method, url, answer);
  response.writeHead(answer.status, answer.type === null ? {} : { 'content-type': answer.type });
  response.end(answer.text);
}

const server = createServer((request, response) => {
  handle(request, response).catch((error) => {
    // Simulacron is not there yet, or no more: the suites ask again.
    response.writeHead(503).end(String(error));
  });
});
await listen();

// The suites say `-jar`; our classes have to come before those in it.
const [jar, ...options] = rest.slice(rest.indexOf('-jar') + 1);
const classes = [process.env.UNICQL_SIMULACRON_CLASSES, jar].join(delimiter);
const command = [
  '-cp',
  classes,
  'com.datastax.oss.simulacron.standalone.App',
  ...options,
  '-p',
  String(behind),
];
const child = spawn(process.env.UNICQL_JAVA, command, {
  stdio: ['ignore', 'inherit', 'inherit'],
});
// A server takes a moment to end, and a suite asks one last thing of it after it told it to.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => setTimeout(() => child.kill(signal), lastMs));
child.on('exit', (code) => process.exit(code ?? 0));
