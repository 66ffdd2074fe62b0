import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Language } from './language.js';
import type { Reply, Request } from './message.js';

const patienceMsDefault = 20_000;
const tailLength = 4_000;

interface Pending {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** The process of one language. It is started by the first request, and again by the next one after it died. */
export class Adapter {
  readonly language: Language;
  readonly #patienceMs: number;
  /** Counts the starts: what was made in an earlier process is gone. */
  generation = 0;
  #process: ChildProcessWithoutNullStreams | undefined;
  #pending = new Map<number, Pending>();
  #nextId = 1;
  #stderr = '';

  constructor(language: Language, patienceMs = patienceMsDefault) {
    this.language = language;
    this.#patienceMs = patienceMs;
  }

  /** Sends a request and returns its reply; rejects when the adapter dies or stays silent for too long. */
  request(op: string, fields: Request = {}): Promise<Reply> {
    const child = this.#running();
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#giveUp(child, op), this.#patienceMs);
      this.#pending.set(id, { resolve, reject, timer });
      child.stdin.write(`${JSON.stringify({ id, op, ...fields })}\n`);
    });
  }

  /** Starts the process unless it runs. */
  start(): void {
    this.#running();
  }

  async quit(): Promise<void> {
    const child = this.#process;
    if (!child) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    await this.request('quit').catch(() => undefined);
    const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
    child.stdin.end();
    await ended;
    clearTimeout(timer);
  }

  #running(): ChildProcessWithoutNullStreams {
    return (this.#process ??= this.#start());
  }

  #start(): ChildProcessWithoutNullStreams {
    const { command, program, name } = this.language;
    if (!existsSync(program)) throw new Error(`${name}: ${program} is not there; \`npm run build\` makes it`);
    const [executable = '', ...args] = command;
    const child = spawn(executable, args, { stdio: 'pipe' });
    this.generation += 1;
    this.#stderr = '';
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => (this.#stderr = (this.#stderr + text).slice(-tailLength)));
    // A write to a process that just died fails here; its exit says why.
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stdout }).on('line', (line) => this.#answer(child, line));
    child.on('error', (error) => this.#ended(child, error.message));
    child.on('close', (code, signal) => this.#ended(child, signal ?? `exit code ${code}`));
    return child;
  }

  #answer(child: ChildProcessWithoutNullStreams, line: string): void {
    const reply = parseReply(line);
    const pending = reply && this.#pending.get(reply.id);
    if (!reply || !pending) {
      this.#fail(child, `said what is no reply: ${line.slice(0, 400)}`);
      child.kill('SIGKILL');
      return;
    }
    this.#pending.delete(reply.id);
    clearTimeout(pending.timer);
    pending.resolve(reply);
  }

  #giveUp(child: ChildProcessWithoutNullStreams, op: string): void {
    this.#fail(child, `did not answer '${op}' within ${this.#patienceMs / 1000} s`);
    child.kill('SIGKILL');
  }

  #ended(child: ChildProcessWithoutNullStreams, how: string): void {
    this.#fail(child, `died (${how})`);
  }

  #fail(child: ChildProcessWithoutNullStreams, what: string): void {
    if (child !== this.#process) return;
    this.#process = undefined;
    const failed = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject, timer } of failed) {
      clearTimeout(timer);
      reject(new Error(`the ${this.language.name} adapter ${what}\n${this.#stderr}`));
    }
  }
}

function parseReply(line: string): Reply | undefined {
  try {
    return JSON.parse(line) as Reply;
  } catch {
    return undefined;
  }
}
