import type { ResolvedOptions } from './client-options';

/** What the core tells of a session, for its log. */
export interface CoreLine {
  level: string;
  /** The name of the event; null for a line that is only text. */
  event: string | null;
  /** The address of the host that it is about, if it is about one. */
  host: string | null;
  /** The port of that host; null when it is that of all. */
  port: number | null;
  /** The part of the core that tells. */
  source: string;
  /** The event in the words of the core. */
  message: string;
}

type Line = [level: string, className: string, message: string];

/** The lines of the legacy driver that programs look for. */
const LINES: Record<string, (host: string, message: string) => Line[]> = {
  ConnectionOpening: (host) => [['info', 'Connection', `Connecting to ${host}`]],
  ConnectionOpened: (host) => [['verbose', 'Connection', `Socket connected to ${host}`]],
  ConnectionFailed: (host, message) => [
    ['warning', 'Connection', `There was an error when trying to connect to the host ${host}`],
    ['warning', 'HostConnectionPool', `Connection to ${host} could not be created: ${message}`],
  ],
  ConnectionClosed: (host) => [['info', 'Connection', `Connection to ${host} closed`]],
  HeartbeatFailed: (host) => [['warning', 'Connection', `Received heartbeat request error from ${host}`]],
  PreparingAll: (host) => [
    ['info', 'Host', `Re-preparing all queries on host ${host} before setting it as UP`],
  ],
  SchemaAgreed: () => [['info', 'Client', 'Schema versions match']],
};

/** What is told of where it happens, or not worth a line of the client's. */
const TOLD_ELSEWHERE = new Set([
  'Connecting',
  'ConnectionReady',
  'ControlConnectionFailed',
  'ControlConnectionLost',
  'ControlConnectionUp',
  'HostAdded',
  'HostDown',
  'HostMoved',
  'HostRemoved',
  'HostUp',
  'PoolsIncomplete',
  'ServerWarning',
]);

/** The classes of the legacy driver that have to do with what the parts of the core do. */
const CLASSES: Record<string, string> = {
  Session: 'Client',
  Pool: 'HostConnectionPool',
  Request: 'RequestExecution',
};

/** Emits `log` for what the core tells. */
export function logLine({ logEmitter, protocolOptions }: ResolvedOptions, line: CoreLine): void {
  if (line.event && TOLD_ELSEWHERE.has(line.event)) return;
  const host = `${line.host}:${line.port ?? protocolOptions.port}`;
  const worded = line.event ? LINES[line.event] : undefined;
  const own: Line = [line.level, CLASSES[line.source] ?? line.source, line.message];
  for (const [level, className, message] of worded?.(host, line.message) ?? [own]) {
    logEmitter('log', level, className, message, '');
  }
}
