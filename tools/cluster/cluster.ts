import { Failure } from '../failure.js';
import { downCluster, type DownOptions, type DownResult } from './down.js';
import { configureNode, nodeProcess, signalNode, startNodes, stopNode } from './node.js';
import { statusOf } from './status.js';
import { readState, type ClusterState, type ClusterStatus, type PlacedNode } from './state.js';
import { enterCommand, setReachable } from './namespace.js';

/** A running cluster and what can be done to it. */
export class Cluster {
  readonly name: string;
  readonly version: string | null;
  readonly contactPoints: readonly string[];
  readonly port: number;
  readonly tls: ClusterStatus['tls'];
  readonly auth: ClusterStatus['auth'];
  /** What to put before a command so that it can reach an isolated cluster; empty otherwise. */
  readonly enter: readonly string[];
  readonly nodes: readonly ClusterNode[];
  readonly #status: () => Promise<ClusterStatus>;

  private constructor(
    about: Omit<ClusterStatus, 'nodes' | 'state'>,
    nodes: readonly ClusterNode[],
    status: () => Promise<ClusterStatus>,
  ) {
    this.name = about.name;
    this.version = about.version;
    this.contactPoints = about.contactPoints;
    this.port = about.port;
    this.tls = about.tls;
    this.auth = about.auth;
    this.enter = about.enter;
    this.nodes = nodes;
    this.#status = status;
  }

  static of(state: ClusterState): Cluster {
    const about = {
      name: state.name,
      version: state.shape.version,
      contactPoints: state.nodes.map((node) => node.address),
      port: state.nodes[0]?.port ?? 0,
      tls: state.tls,
      auth: state.auth,
      enter: enterCommand(state),
    };
    return new Cluster(
      about,
      state.nodes.map((node) => new ClusterNode(state, node)),
      () => statusOf(state),
    );
  }

  /** A cluster that runs elsewhere; its nodes cannot be stopped from here. */
  static external(status: ClusterStatus): Cluster {
    return new Cluster(status, [], async () => status);
  }

  status(): Promise<ClusterStatus> {
    return this.#status();
  }

  down(options?: DownOptions): Promise<DownResult> {
    return downCluster(this.name, options);
  }

  node(id: string): ClusterNode {
    const found = this.nodes.find((node) => node.id === id || node.address === id);
    if (found) return found;
    throw new Failure('absent', `cluster ${this.name} has no node ${id}`, {
      hint:
        this.nodes.length > 0
          ? `it has ${this.nodes.map((node) => node.id).join(', ')}`
          : 'an external cluster is not ours to control',
    });
  }
}

/** One node of a cluster that was started here. */
export class ClusterNode {
  readonly id: string;
  readonly address: string;
  readonly port: number;
  readonly dc: string;
  readonly rack: string;
  readonly #state: ClusterState;

  constructor(state: ClusterState, node: PlacedNode) {
    this.id = node.id;
    this.address = node.address;
    this.port = node.port;
    this.dc = node.dc;
    this.rack = node.rack;
    this.#state = state;
  }

  /** Returns once the node serves clients and sees the other live nodes. */
  async start(signal?: AbortSignal): Promise<void> {
    if (await nodeProcess(this.#state.name, this.id)) return;
    const node = { id: this.id, address: this.address, port: this.port, dc: this.dc, rack: this.rack };
    await startNodes(this.#state, [node], signal);
  }

  /** Gives the node settings of cassandra.yaml, which count from its next start on. */
  configure(settings: Readonly<Record<string, string>>): Promise<void> {
    return configureNode(this.#state.name, this.id, settings);
  }

  /** An orderly shutdown: the node drains and tells the others. */
  stop(): Promise<void> {
    return stopNode(this.#state, this.id, 'SIGTERM');
  }

  /** As a crash: connections break without a word. */
  kill(): Promise<void> {
    return stopNode(this.#state, this.id, 'SIGKILL');
  }

  /** The node keeps its connections and answers nothing. */
  pause(): Promise<void> {
    return signalNode(this.#state, this.id, 'SIGSTOP');
  }

  resume(): Promise<void> {
    return signalNode(this.#state, this.id, 'SIGCONT');
  }

  /** Neither clients nor other nodes reach it any more; for isolated clusters. */
  disconnect(): Promise<void> {
    return setReachable(this.#state, this.address, false);
  }

  reconnect(): Promise<void> {
    return setReachable(this.#state, this.address, true);
  }
}

/** A cluster that was started before, perhaps by another process. */
export async function openCluster(name: string): Promise<Cluster> {
  const state = await readState(name);
  if (state) return Cluster.of(state);
  throw new Failure('absent', `there is no cluster ${name}`, {
    hint: `\`unicql-dev cluster up --name ${name}\``,
  });
}
