'use strict';

const { performance } = require('perf_hooks');
const { setTimeout: sleep } = require('timers/promises');
const { errors } = require('cassandra-driver');

const attempts = 15;
const firstDelayMs = 250;
const longestDelayMs = 4000;
const passingCodes = new Set([0x0000, 0x1000, 0x1001, 0x1002, 0x1100, 0x1200, 0x1700]);

let lastReport = -Infinity;
let repetitions = 0;

/** Whether the same request may succeed later, for instance when the server has been restarted. */
function canPass(error) {
  if (error instanceof errors.ResponseError) return passingCodes.has(error.code);
  if (error instanceof errors.NoHostAvailableError) return true;
  if (error instanceof errors.OperationTimedOutError || error instanceof errors.BusyConnectionError)
    return true;
  return error.isSocketError === true || typeof error.code === 'string';
}

/** Performs an idempotent request, again and again for up to 44 seconds while the server is away. */
async function repeat(request) {
  let delayMs = firstDelayMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return await request();
    } catch (error) {
      if (attempt === attempts || !canPass(error)) throw error;
      report(attempt + 1, error);
      await sleep(delayMs);
      delayMs = Math.min(2 * delayMs, longestDelayMs);
    }
  }
}

/** How many requests have been made again so far. */
function countRepetitions() {
  return repetitions;
}

function report(attempt, error) {
  repetitions++;
  if (performance.now() - lastReport < 1000) return;
  lastReport = performance.now();
  console.error(`retry ${attempt}: ${error.name}: ${error.message}`);
}

/** Performs the action on every item, on some at a time. After a failure no more are begun, and those under way end. */
async function forEachAtOnce(items, concurrency, action) {
  let next = 0;
  let failed = false;
  const work = async () => {
    while (!failed && next < items.length) {
      try {
        await action(items[next++]);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: concurrency }, work));
  const failure = workers.find((worker) => worker.status === 'rejected');
  if (failure) throw failure.reason;
}

module.exports = { countRepetitions, forEachAtOnce, repeat };
