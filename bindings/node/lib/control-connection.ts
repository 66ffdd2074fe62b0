import { EventEmitter, once } from 'node:events';
import type { Client } from './client';
import { resolveContactPoints } from './contact-points';
import type { CoreHost, CoreSession, News } from './core-session';
import { Encoder } from './encoder';
import { NoHostAvailableError, OperationTimedOutError } from './errors';
import { DefaultExecutionOptions } from './execution-options';
import { Host, HostMap } from './host';
import { connectionView, type ConnectionView, type PoolSource } from './host-pool';
import { Metadata } from './metadata';
import { legacyEvent, SchemaChanges, type SchemaChangeEvent } from './metadata/schema-changes';
import type { SchemaSource, SystemRequest, SystemRow } from './metadata/schema-source';
import { distance } from './types/codes';

/** How often the answers of each host are counted, in milliseconds. */
const SAMPLE_MS = 200;

/** The protocol version that the core speaks. */
const PROTOCOL_VERSION = 4;

/** How long a query waits for a connection that is lost. */
const RECONNECTION_WAIT_MS = 2000;

/** How long it takes a node until it tells all of its tokens. */
const NEW_NODE_DELAY_MS = 1000;

type Connection = ConnectionView & Required<Pick<NonNullable<SchemaSource['connection']>, 'send'>>;

/**
 * Follows the hosts of the cluster: what the core tells becomes hosts of the map and their events. The connection
 * itself is the core's.
 */
export class ControlConnection extends EventEmitter implements SchemaSource {
  readonly hosts = new HostMap();
  /** The version of the protocol, once connected. */
  protocolVersion: number | undefined = undefined;
  /** The host that tells of the cluster; null while the connection is lost. */
  host: Host | null = null;
  connection: Connection | null = null;
  initialized = false;
  private session: CoreSession | null = null;
  private contactPoints = new Map<string, readonly string[]>();
  private settling = false;
  private sampling: NodeJS.Timeout | undefined;
  /** Whether policies of the user's own say which hosts the core uses. */
  private tellsDistances = false;
  private told = '{}';

  /** What is known of the schema and the ring. */
  readonly metadata: Metadata;
  private readonly changes: SchemaChanges;
  private readonly encoder: Encoder;
  private ringTimer: NodeJS.Timeout | null = null;

  constructor(private readonly client: Client) {
    super();
    this.setMaxListeners(0);
    const { options } = client;
    this.metadata = new Metadata(options, this);
    this.changes = new SchemaChanges(this.metadata, options.refreshSchemaDelay);
    this.encoder = new Encoder(PROTOCOL_VERSION, options);
  }

  /** Reads the schema and the ring for the first time. */
  async loadMetadata(): Promise<void> {
    const { metadata, hosts } = this;
    const partitioner = this.session?.partitioner() ?? (await this.askPartitioner());
    if (partitioner) metadata.setPartitioner(partitioner);
    const host = this.host ?? hosts.values()[0];
    if (host) metadata.setCassandraVersion(host.getCassandraVersion());
    metadata.buildTokens(hosts);
    if (this.client.options.isMetadataSyncEnabled) await metadata.refreshKeyspacesInternal(true);
    metadata.initialized = true;
  }

  /** The core reads it from a host that it uses: there is none before the policies of the user have chosen. */
  private async askPartitioner(): Promise<string | undefined> {
    const { rows } = await this.query("SELECT * FROM system.local WHERE key='local'");
    return rows[0]?.['partitioner'];
  }

  /**
   * Asks the host of the control connection.
   *
   * @param waitReconnect Whether to wait a while when the connection is lost. Default: true.
   * @throws NoHostAvailableError while it is lost.
   */
  async query(cql: string | SystemRequest, waitReconnect = true): Promise<{ rows: SystemRow[] }> {
    if (!this.connection && this.session && waitReconnect) await this.reconnected();
    if (!this.connection || !this.session) {
      throw new NoHostAvailableError({}, 'ControlConnection is not connected at the time');
    }
    const request = typeof cql === 'string' ? { query: cql } : cql;
    if (request.params)
      return { rows: await this.queryWithValues(this.session, request.query, request.params) };
    return { rows: await this.session.controlQuery(request.query, request.consistency) };
  }

  /** The core's own connection takes text alone: values go to the same host over another one. */
  private queryWithValues(session: CoreSession, query: string, params: unknown[]): Promise<SystemRow[]> {
    const options = DefaultExecutionOptions.create({ host: this.host! }, this.client);
    return session.rows((requests, slot) => requests.text(slot, options, query, params));
  }

  private async reconnected(): Promise<void> {
    try {
      await once(this, 'newConnection', { signal: AbortSignal.timeout(RECONNECTION_WAIT_MS) });
    } catch {
      throw new OperationTimedOutError('A connection could not be acquired before timeout.');
    }
  }

  getEncoder(): Encoder {
    return this.encoder;
  }

  /** Takes a change of the schema into the metadata, at once or when there are no further ones for a while. */
  handleSchemaChange(event: SchemaChangeEvent, processNow: boolean): Promise<void> {
    if (!this.client.options.isMetadataSyncEnabled) return Promise.resolve();
    return this.changes.handle(event, processNow);
  }

  /** `ip:port` of the host; `undefined` while the connection is lost. */
  getEndpoint(): string | undefined {
    return this.connection?.endpoint;
  }

  /** The address of this machine from which the host is reached; `undefined` while the connection is lost. */
  getLocalAddress(): string | undefined {
    return (this.connection && this.session?.localAddress()) ?? undefined;
  }

  /** The addresses of each contact point; none for one that could not be resolved. */
  getResolvedContactPoints(): Map<string, readonly string[]> {
    return this.contactPoints;
  }

  /** Finds the addresses of contact points that are names. */
  async resolve(): Promise<void> {
    const { contactPoints, protocolOptions } = this.client.options;
    this.contactPoints = await resolveContactPoints(contactPoints ?? [], protocolOptions.port);
  }

  /** Takes the hosts of a session that has just connected, and follows what happens to them. */
  follow(session: CoreSession, tellsDistances: boolean): void {
    this.session = session;
    this.tellsDistances = tellsDistances;
    this.told = '{}';
    this.protocolVersion = PROTOCOL_VERSION;
    session.onNews = (news) => this.hear(news);
    const control = session.controlHost();
    const known = session.hosts();
    const first = known.filter((host) => host.address === control);
    this.hosts.removeMultiple(this.hosts.keys());
    for (const host of [...first, ...known.filter((other) => !first.includes(other))]) this.add(host);
    this.take(control ?? known[0]?.address ?? null);
    this.initialized = true;
    this.sampling = setInterval(() => this.hosts.forEach((host) => host.sampleResponses()), SAMPLE_MS);
    // It must not keep the process alive.
    this.sampling.unref();
  }

  /** Asks the policies how near each host is, and has the core use those that are near enough. */
  async settleDistances(): Promise<void> {
    const { profileManager } = this.client;
    const distances: Record<string, number> = {};
    for (const host of this.hosts.values()) {
      const value = profileManager.getDistance(host);
      const isUsed = value !== distance.ignored && host.pool.coreConnectionsLength > 0;
      if (isUsed && host.hostId) distances[host.hostId.toString()] = value;
    }
    const told = JSON.stringify(distances);
    if (!this.tellsDistances || told === this.told) return;
    this.told = told;
    await this.session?.setDistances(distances);
  }

  /** Tells the core anew how near the hosts are, soon and once for all changes of the moment. */
  scheduleSettling(): void {
    if (!this.tellsDistances || this.settling || !this.session) return;
    this.settling = true;
    setImmediate(() => {
      this.settling = false;
      // The client may be shut down by now.
      this.settleDistances().catch(() => undefined);
    });
  }

  /** Follows nothing any more: the hosts stay as they are, without connections. */
  leave(): void {
    clearInterval(this.sampling);
    this.changes.shutdown();
    if (this.ringTimer) clearTimeout(this.ringTimer);
    this.ringTimer = null;
    if (this.session) this.session.onNews = null;
    this.session = null;
    this.dropConnection();
    for (const host of this.hosts.values()) host.pool.close();
  }

  /** Forgets a connection that was not made. */
  reset(): void {
    this.leave();
    this.host = null;
    this.initialized = false;
    this.hosts.clear();
  }

  private hear({ what, host, from, change }: News): void {
    switch (what) {
      case 'added':
        return host && this.arrive(host);
      case 'removed':
        return host && this.remove(host.address);
      case 'moved':
        if (from) this.leaveAddress(from);
        return host && this.arrive(host);
      case 'up':
      case 'down':
        return host && this.update(host);
      case 'controlLost':
        return this.lose();
      case 'controlUp':
        this.take(this.session?.controlHost() ?? null);
        return this.catchUp();
      case 'ring':
        return this.scheduleRing();
      case 'schema':
        return change && this.follows(this.handleSchemaChange(legacyEvent(change), false));
    }
  }

  /** Reads anew what may have changed while nothing was told. */
  private catchUp(): void {
    this.scheduleRing();
    const { isMetadataSyncEnabled } = this.client.options;
    if (isMetadataSyncEnabled) this.follows(this.metadata.refreshKeyspacesInternal(false));
  }

  /** What fails has been logged, and is tried again with the next change. */
  private follows(refreshing: Promise<unknown>): void {
    refreshing.catch(() => undefined);
  }

  /** Works the ring out anew, once for all changes of a while. */
  private scheduleRing(): void {
    this.ringTimer ??= setTimeout(() => {
      this.ringTimer = null;
      for (const known of this.session?.hosts() ?? [])
        this.hosts.get(known.address)?.update(known, this.source());
      this.metadata.buildTokens(this.hosts);
    }, NEW_NODE_DELAY_MS);
  }

  /** A host that comes while the client is connected is down until there is a connection to it. */
  private arrive(known: CoreHost): void {
    if (this.hosts.get(known.address)) return this.update(known);
    const host = this.add(known);
    this.client.profileManager.getDistance(host);
    if (known.isUp === false) host.setDown();
    this.scheduleSettling();
    this.scheduleRing();
  }

  private add(known: CoreHost): Host {
    const host = new Host(known.address, PROTOCOL_VERSION, this.client.options);
    host.onDistance = () => this.scheduleSettling();
    this.log('info', `Adding host ${known.address}`);
    host.update(known, this.source());
    if (known.isUp === false) host.setDownAt = Date.now();
    this.hosts.set(known.address, host);
    return host;
  }

  private update(known: CoreHost): void {
    const host = this.hosts.get(known.address);
    if (!host) return;
    host.update(known, this.source());
    if (known.isUp === true) host.setUp();
    if (known.isUp === false) host.setDown();
  }

  private remove(address: string): void {
    const host = this.hosts.get(address);
    if (!host) return;
    this.log('info', `Removing host ${address}`);
    host.pool.close();
    this.hosts.remove(address);
    this.metadata.buildTokens(this.hosts);
  }

  /** An address translator may have led several hosts to one address. */
  private leaveAddress(address: string): void {
    if (!this.session?.hosts().some((host) => host.address === address)) this.remove(address);
  }

  private lose(): void {
    const endpoint = this.getEndpoint() ?? this.host?.address;
    const why = `Connection to ${endpoint} used by the ControlConnection was closed`;
    this.log('warning', why);
    this.host = null;
    this.dropConnection();
  }

  private dropConnection(): void {
    if (this.connection) this.connection.connected = false;
    this.connection = null;
  }

  private take(address: string | null): void {
    if (!address) return;
    // A contact point may be reached at another address than the one that its host announces.
    this.host = this.hosts.get(address) ?? this.hosts.values()[0] ?? null;
    this.connection = {
      ...connectionView(address, PROTOCOL_VERSION, this.client.keyspace),
      send: (request) => this.query(request, false),
    };
    this.emit('newConnection');
    const where = `ControlConnection connected to ${address}`;
    this.log('info', this.initialized ? `${where} and up to date` : where);
  }

  private log(level: string, message: string): void {
    this.client.options.logEmitter('log', level, this.constructor.name, message, '');
  }

  private source(): PoolSource {
    const { session, client } = this;
    if (!session) throw new NoHostAvailableError(null, 'The client is not connected');
    return {
      connections: (id) => session.connections(id),
      inFlight: (id) => session.inFlight(id),
      answered: (id) => session.answered(id),
      hasControl: (id) => this.host?.hostId?.toString() === id && this.connection !== null,
      get keyspace() {
        return client.keyspace;
      },
    };
  }
}
