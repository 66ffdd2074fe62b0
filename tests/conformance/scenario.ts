import type {
  BatchStep,
  CaseFile,
  ConformanceCase,
  ConnectStep,
  ExecuteStep,
  Expectation,
  Parameters,
  Step,
} from './case.js';
import { endpoint, tlsOptions } from './cluster.js';
import type { Conversation } from './conversation.js';
import { check, resultOf, shortened, type Context } from './expectation.js';
import type { Reply, Request } from './message.js';
import { closedPort, forgingServer, httpServer, silentServer, type TestServer } from './server.js';
import { parseType } from './type.js';
import { canonical } from './value.js';

/** Runs the steps of a case in one language; `next` is the language that it hands over to. */
export async function runCase(
  file: CaseFile,
  item: ConformanceCase,
  conversation: Conversation,
  next: Conversation,
): Promise<void> {
  if (!(await conversation.prepareFile(file))) return;
  const scenario = new Scenario(file, conversation, next);
  try {
    for (const step of item.steps) await scenario.run(step);
  } finally {
    await scenario.close();
  }
}

class Scenario {
  readonly #sessions = new Map<string, { readonly by: Conversation; readonly session: number }>();
  readonly #servers: TestServer[] = [];
  readonly #saved = new Map<string, string>();

  constructor(
    readonly file: CaseFile,
    readonly first: Conversation,
    readonly next: Conversation,
  ) {}

  async run(step: Step): Promise<void> {
    const by = step.by === 'next' ? this.next : this.first;
    const exception = step.except?.[by.language.name];
    const expected = exception?.expect ?? step.expect ?? {};
    if ('connect' in step) return this.#connect(step, by, expected);
    if ('close' in step) return this.#closeSession(step.close, by, expected);
    const fields =
      'batch' in step
        ? this.#batch(step)
        : this.#execute({ ...step, params: exception?.params ?? step.params });
    const session = await this.#session(step.session, by);
    for (let time = 0; time < ('times' in step ? (step.times ?? 1) : 1); time += 1) {
      const reply = await by.request('batch' in step ? 'batch' : 'execute', { session, ...fields });
      check(reply, expected, this.#context(by, fields));
      if ('save' in step && step.save) this.#save(step.save, reply, this.#context(by, fields));
    }
  }

  async close(): Promise<void> {
    for (const { by, session } of this.#sessions.values()) {
      await by.request('close', { session }).catch(() => undefined);
    }
    await Promise.all(this.#servers.map((server) => server.close()));
  }

  async #connect(step: ConnectStep, by: Conversation, expected: Expectation): Promise<void> {
    const { as = 'connected', to = this.file.cluster, tls, keyspace, username, ...options } = step.connect;
    const target = await this.#target(to);
    const fields = {
      ...target,
      ...(to === 'tls' && tls === undefined ? { tls: tlsOptions('trusted') } : {}),
      ...(tls === undefined || tls === 'none' ? {} : { tls: tlsOptions(tls) }),
      ...(keyspace === undefined ? {} : { keyspace: this.first.text(keyspace) }),
      ...(username === undefined ? {} : { username: this.first.text(username) }),
      ...options,
    };
    const reply = await by.request('connect', fields);
    const session = reply.ok?.session;
    if (session !== undefined) this.#sessions.set(as, { by, session });
    const { tls: secret, ...shown } = fields as Request;
    check(reply, expected, this.#context(by, { connect: shown, tls: secret !== undefined }));
  }

  async #target(to: NonNullable<ConnectStep['connect']['to']>): Promise<Request> {
    const plain = (): ReturnType<typeof endpoint> => endpoint('plain');
    switch (to) {
      case 'plain':
      case 'auth':
      case 'tls':
        return { ...endpoint(to) };
      case 'unresolvable':
        return { ...plain(), contact_points: ['no-such-host.invalid'] };
      case 'unreachable_first':
        return { ...plain(), contact_points: ['127.255.255.254', ...plain().contact_points] };
      case 'closed':
        return { ...plain(), contact_points: ['127.0.0.1'], port: await closedPort() };
      case 'http':
        return this.#serve(await httpServer());
      case 'silent':
        return this.#serve(await silentServer());
      case 'forging': {
        const { contact_points, port } = plain();
        return this.#serve(await forgingServer({ host: contact_points[0] ?? '', port }));
      }
    }
  }

  #serve(server: TestServer): Request {
    this.#servers.push(server);
    return { ...endpoint('plain'), contact_points: [server.host], port: server.port };
  }

  async #closeSession(name: string, by: Conversation, expected: Expectation): Promise<void> {
    const session = await this.#session(name, by);
    const reply = await by.request('close', { session });
    check(reply, expected, this.#context(by, { close: name }));
  }

  async #session(name: string | undefined, by: Conversation): Promise<number> {
    if (name === undefined) return by.session(this.file.cluster);
    const found = this.#sessions.get(name);
    if (!found) throw new Error(`no step connected '${name}'`);
    return found.session;
  }

  #execute(step: ExecuteStep): Request {
    return {
      text: this.first.text(step.execute),
      prepared: step.prepared ?? false,
      params: this.#parameters(step.params),
      options: this.#options(step.options),
    };
  }

  #batch(step: BatchStep): Request {
    const entries = step.batch.map(({ text, prepared = false, params }) => ({
      text: this.first.text(text),
      prepared,
      params: this.#parameters(params),
    }));
    return { kind: step.kind ?? 'logged', entries, options: this.#options(step.options) };
  }

  #parameters(params: Parameters | undefined): unknown {
    if (params === undefined) return undefined;
    if (Array.isArray(params)) return params.map((each) => this.#parameter(each));
    const named = Object.entries(params.named);
    return Object.fromEntries(named.map(([name, each]) => [name, this.#parameter(each)]));
  }

  #parameter(entry: Readonly<Record<string, unknown>>): Request {
    const [[text, value] = ['', null]] = Object.entries(entry);
    const type = parseType(text, this.first.keyspace, this.file.types);
    return { type, value: canonical(type, value) };
  }

  #options(options: ExecuteStep['options']): Request {
    const state = options?.paging_state;
    return { ...options, ...(state === undefined ? {} : { paging_state: this.#saved.get(state) ?? state }) };
  }

  #save(name: string, reply: Reply, context: Context): void {
    const state = resultOf(reply, context).paging_state;
    if (typeof state !== 'string') throw new Error(`${context.about}\ngave no paging state to hand over`);
    this.#saved.set(name, state);
  }

  #context(by: Conversation, request: Request): Context {
    return {
      language: by.language,
      keyspace: this.first.keyspace,
      types: this.file.types,
      about: `${by.language.name}: ${shortened(request)}`,
    };
  }
}
