import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { downIn, effectOf } from './cluster.mjs';
import { outcomeOf } from './outcome.mjs';

/** The order of one run: which tests of the binary to run, how, what to leave out, where to write events. */
const order = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const done = new Set(order.done);
const only = order.only === undefined ? undefined : new Set(order.only);
const grep = order.grep === undefined ? undefined : new RegExp(order.grep);
const emit = (event) => appendFileSync(order.events, `${JSON.stringify(event)}\n`);
const caseOf = (id) => id.split(' > ')[0];
const closeGraceMs = 2000;

/** While ccm starts or stops servers, which takes its time, a test may say nothing for so much longer. */
const ccmFactor = 3;
const slowVerb =
  /(^|\n)ccm> ccm .*\b(add|clear|create|decommission|populate|remove|start|stop|switch)\b.*\n$/;

/** Runs a command and returns what it printed, as it came; it is killed when it says nothing for too long. */
async function run(command, args, environment, onOutput = () => {}) {
  const child = spawn(command, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let isSilent = false;
  let limit;
  const listen = () => {
    clearTimeout(limit);
    const factor = command === 'ccm' || slowVerb.test(output) ? ccmFactor : 1;
    limit = setTimeout(
      () => {
        isSilent = true;
        child.kill('SIGKILL');
      },
      order.limit_s * 1000 * factor,
    );
  };
  listen();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text) => {
      output += text;
      process.stdout.write(text);
      listen();
      onOutput();
    });
  }
  const closed = new Promise((settle) => child.on('close', settle));
  const [code, signal] = await new Promise((settle, fail) => {
    child.on('exit', (...ending) => settle(ending));
    child.on('error', fail);
  });
  // A server that a test has started may keep the streams open.
  await Promise.race([closed, sleep(closeGraceMs)]);
  clearTimeout(limit);
  return { code, signal, output, isSilent };
}

const ccm = async (...args) => (await run('ccm', args, {})).output;

async function attempt(id, upBefore) {
  const name = id.replace(' > ', '.');
  const args = [...order.arguments, `--gtest_filter=${name}`];
  const ended = await run(order.binary, args, order.environment, () => emit({ event: 'start', id }));
  const hung = { outcome: 'fail', message: 'hung: ended when it said nothing for too long' };
  return { result: ended.isSilent ? hung : outcomeOf(ended), effect: effectOf(ended.output, upBefore) };
}

/** The nodes that died under a test that did them no harm. */
async function casualties({ result, effect }) {
  if (result.outcome !== 'fail' || !effect.used || !effect.up || effect.shaken) return [];
  return downIn(await ccm('status'));
}

async function runTests(ids) {
  let up = false;
  for (const id of ids) {
    emit({ event: 'start', id });
    let tried = await attempt(id, up);
    let dead = await casualties(tried);
    if (dead.length > 0) {
      await ccm('remove');
      tried = await attempt(id, false);
      dead = await casualties(tried);
    }
    if (dead.length > 0) {
      emit({
        event: 'lost',
        message: `the cluster died under ${id}, and so did a new one (${dead.join(', ')})`,
      });
      return false;
    }
    const { result, effect } = tried;
    emit({ event: 'end', id, ...result });
    up = effect.up;
    if (!effect.changed && (!effect.shaken || result.outcome !== 'fail')) continue;
    await ccm('remove');
    up = false;
  }
  return true;
}

// What an earlier run left: its servers ended with it.
rmSync(join(dirname(process.argv[2]), '.ccm'), { recursive: true, force: true });
const files = new Set(order.files);
const ids = order.tests.filter(
  (id) =>
    files.has(caseOf(id)) &&
    !done.has(id) &&
    (grep === undefined || grep.test(id)) &&
    (only === undefined || only.has(id)),
);
emit({ event: 'listed', ids });
if (await runTests(ids)) emit({ event: 'finished' });
// A server may hold a stream of this process.
process.exit(0);
