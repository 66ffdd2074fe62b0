import { Failure } from '../failure.js';
import type { Run } from './measure.js';
import type { Plan } from './plan.js';
import { digestOfPartition } from './values.js';
import type { Workload } from './workloads.js';

/** How many of the operations of a plan read. */
function reads({ action, operations, insertPercent }: Plan): number {
  if (action === 'select' || action === 'connect') return operations;
  if (action !== 'mixed') return 0;
  const rest = operations % 100;
  const inserts = Math.floor(operations / 100) * insertPercent + Math.min(rest, insertPercent);
  return operations - inserts;
}

/** What a client must have added up. */
export function expectedDigest({ table, action }: Workload, plan: Plan): number {
  if (!('rows' in action)) return 0;
  const once = digestOfPartition(table, action.rows);
  return Number((BigInt(once) * BigInt(reads(plan))) % 2n ** 32n);
}

/** A client that read something else than is there, or that asked for less than it says, is not measured but wrong. */
export function check(subject: string, workload: Workload, plan: Plan, { measured, asked }: Run): void {
  const wrong = (what: string): Failure => new Failure('bench', `${subject}, ${workload.name}: ${what}`);
  if (measured.operations !== plan.operations) {
    throw wrong(`it did ${measured.operations} of ${plan.operations} operations`);
  }
  const digest = expectedDigest(workload, plan);
  if (measured.digest !== digest) {
    throw wrong(`what it read adds up to ${measured.digest}, and should to ${digest}`);
  }
  if (!asked || plan.paged) return;
  const requests = asked.executes + asked.queries + asked.batches;
  if (requests < plan.operations) {
    throw wrong(`it did ${plan.operations} operations, and the server was asked ${requests} times`);
  }
  const sessions = plan.fromStart || plan.action === 'connect' ? plan.operations : 0;
  if (asked.connections < sessions) {
    throw wrong(`it opened ${sessions} sessions, and the server saw ${asked.connections} connections`);
  }
}
