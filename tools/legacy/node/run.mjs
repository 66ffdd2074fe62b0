import { appendFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { privateUses } from './private-file.mjs';
import { substitute } from './substitute.mjs';

/** The order of one process: which files to run on which driver, what to leave out, where to write events. */
const order = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const done = new Set(order.done);
const only = order.only === undefined ? undefined : new Set(order.only);
const grep = order.grep === undefined ? undefined : new RegExp(order.grep);
const emit = (event) => appendFileSync(order.events, `${JSON.stringify(event)}\n`);
const firstLine = (error) =>
  String(error?.message ?? error)
    .split('\n')[0]
    .slice(0, 300);

substitute(order);
const Mocha = createRequire(join(resolve(order.tools), 'package.json'))('mocha');
const ids = new Map();

/** The tests of a suite and of the suites in it, in the order of the file. */
const testsOf = (suite) => [...suite.tests, ...suite.suites.flatMap(testsOf)];

/** Gives each test an id that does not depend on which others run: equal titles are numbered. */
function name(file, tests) {
  const seen = new Map();
  for (const test of tests) {
    const title = test.fullTitle().replace(/\s+/g, ' ').trim();
    const count = (seen.get(title) ?? 0) + 1;
    seen.set(title, count);
    ids.set(test, `${file} > ${title}${count > 1 ? ` #${count}` : ''}`);
  }
}

/** Leaves out what has been run already, is not wanted or belongs to a file that broke half-way; hooks of empty suites do not run. */
function prune(suite) {
  suite.tests = suite.tests.filter((test) => {
    const id = ids.get(test);
    if (id === undefined || done.has(id)) return false;
    return (grep === undefined || grep.test(id)) && (only === undefined || only.has(id));
  });
  for (const inner of suite.suites) prune(inner);
}

function load(mocha, file) {
  const known = new Set(testsOf(mocha.suite));
  mocha.files = [join(order.suite, file)];
  mocha.loadFiles();
  name(
    file,
    testsOf(mocha.suite).filter((test) => !known.has(test)),
  );
}

const mocha = new Mocha({ timeout: 5000, reporter: function () {} });
for (const file of order.files) {
  try {
    load(mocha, file);
  } catch (error) {
    emit({ event: 'broken', file, message: firstLine(error) });
  }
}
// Loaded above, one by one; mocha would load them again.
mocha.files = [];
prune(mocha.suite);
emit({ event: 'listed', ids: testsOf(mocha.suite).map((test) => ids.get(test)) });

const end = (test, outcome, message) =>
  emit({ event: 'end', id: ids.get(test), outcome, ms: test.duration ?? 0, ...(message ? { message } : {}) });

/** A hook that fails takes tests with it: the one it belonged to, or all that it stood before. */
function hookFailed(hook, error) {
  const message = `${hook.title}: ${firstLine(error)}`;
  const current = hook.ctx?.currentTest;
  const each = hook.parent?._beforeEach.includes(hook) || hook.parent?._afterEach.includes(hook);
  if (each) {
    if (ids.has(current)) end(current, 'fail', message);
  } else if (hook.parent?._beforeAll.includes(hook)) {
    for (const test of testsOf(hook.parent)) end(test, 'fail', message);
  }
}

// A test may expect an error, and must not pass because a private file throws one.
let usesBefore = 0;
const passed = (test) =>
  privateUses() === usesBefore
    ? end(test, 'pass')
    : end(test, 'fail', 'it uses a private part of the legacy driver');

mocha
  .run(() => {
    emit({ event: 'finished' });
    // Clients that a failed test did not shut down would keep the process alive.
    process.exit(0);
  })
  .on('test', (test) => {
    usesBefore = privateUses();
    emit({ event: 'start', id: ids.get(test) });
  })
  .on('pass', passed)
  .on('pending', (test) => end(test, 'skip'))
  .on('fail', (test, error) =>
    test.type === 'hook' ? hookFailed(test, error) : end(test, 'fail', firstLine(error)),
  );
