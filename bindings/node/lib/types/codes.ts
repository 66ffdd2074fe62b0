import { consistencyCodes, consistencyNames } from '../generated/consistencies';

/** How many replicas must answer. */
export const consistencies = consistencyCodes;
export type consistencies = (typeof consistencies)[keyof typeof consistencies];

/** The names of the consistencies as CQL writes them, by code. */
export const consistencyToString: Record<number, string> = consistencyNames;

/** How far away a host is. */
export const distance = { local: 0, remote: 1, ignored: 2 };
export type distance = (typeof distance)[keyof typeof distance];

/** The codes of the errors of a server (native protocol v4, section 9). */
export const responseErrorCodes = {
  serverError: 0x0000,
  protocolError: 0x000a,
  badCredentials: 0x0100,
  unavailableException: 0x1000,
  overloaded: 0x1001,
  isBootstrapping: 0x1002,
  truncateError: 0x1003,
  writeTimeout: 0x1100,
  readTimeout: 0x1200,
  readFailure: 0x1300,
  functionFailure: 0x1400,
  writeFailure: 0x1500,
  syntaxError: 0x2000,
  unauthorized: 0x2100,
  invalid: 0x2200,
  configError: 0x2300,
  alreadyExists: 0x2400,
  unprepared: 0x2500,
  clientWriteFailure: 0x8000,
};
export type responseErrorCodes = (typeof responseErrorCodes)[keyof typeof responseErrorCodes];

/** The kinds of RESULT. */
export const resultKind = { voidResult: 1, rows: 2, setKeyspace: 3, prepared: 4, schemaChange: 5 };

/** The flags of a frame. */
export const frameFlags = { compression: 1, tracing: 2, customPayload: 4, warning: 8 };

/** The events that a server pushes. */
export const protocolEvents = {
  topologyChange: 'TOPOLOGY_CHANGE',
  statusChange: 'STATUS_CHANGE',
  schemaChange: 'SCHEMA_CHANGE',
};

/** The codes of the messages. */
export const opcodes = {
  error: 0x00,
  startup: 0x01,
  ready: 0x02,
  authenticate: 0x03,
  credentials: 0x04,
  options: 0x05,
  supported: 0x06,
  query: 0x07,
  result: 0x08,
  prepare: 0x09,
  execute: 0x0a,
  register: 0x0b,
  event: 0x0c,
  batch: 0x0d,
  authChallenge: 0x0e,
  authResponse: 0x0f,
  authSuccess: 0x10,
  cancel: 0xff,
  isInRange(code: number): boolean {
    return code > this.error && code > this.event;
  },
};
