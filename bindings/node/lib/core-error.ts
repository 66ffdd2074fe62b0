import { format } from 'node:util';
import { UnknownDataCenter } from './data-center';
import * as errors from './errors';
import type { ErrorKind } from './generated/error-kinds';
import { brokenError, connectError, foreignServer } from './socket-error';
import { consistencyToString, responseErrorCodes } from './types/codes';

/** An error as the core tells it. */
export interface CoreError {
  kind: ErrorKind;
  /** The kind that says most about why. */
  cause: ErrorKind;
  code: number | null;
  message: string;
  coordinator: string | null;
  attempts: { host: string; error: CoreError }[];
  consistency: number | null;
  received: number | null;
  required: number | null;
  alive: number | null;
  failures: number | null;
  dataPresent: boolean | null;
  writeType: string | null;
  keyspace: string | null;
  table: string | null;
  function: string | null;
  argTypes: string[] | null;
  statementId: string | null;
  timeoutMs: number | null;
  name: string | null;
}

/** How many requests the protocol can tell apart on one connection. */
const STREAM_IDS = 32768;

type Translate = (error: CoreError) => Error;

/** An error of the server whose text the legacy driver leaves as it is. */
const response: Translate = (error) => new errors.ResponseError(error.code ?? 0, error.message);

const internal: Translate = (error) => new errors.DriverInternalError(error.message);

const argument: Translate = (error) => new errors.ArgumentError(error.message);

const noHost: Translate = (error) => {
  const inner: Record<string, Error> = {};
  for (const attempt of error.attempts) inner[attempt.host] = legacyError(attempt.error);
  if (error.attempts.length === 0) return new errors.NoHostAvailableError(inner, error.message);
  return new errors.NoHostAvailableError(inner);
};

/** It stands for all contact points, or for one among several. */
const unresolved: Translate = (error) => {
  if (error.attempts.length === 0) return Object.assign(new Error(error.message), { code: 'ENOTFOUND' });
  const { innerErrors } = noHost(error) as errors.NoHostAvailableError;
  return new errors.NoHostAvailableError(innerErrors, 'No host could be resolved');
};

const TLS_CODES: [why: RegExp, code: string][] = [
  [/certificate is not signed by a trusted authority/, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [/certificate is (for another host|not for )/, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [/certificate has expired/, 'CERT_HAS_EXPIRED'],
  [/certificate is not valid yet/, 'CERT_NOT_YET_VALID'],
];

const tls: Translate = (error) => {
  const code = TLS_CODES.find(([why]) => why.test(error.message))?.[1] ?? 'EPROTO';
  return Object.assign(new Error(error.message), { isSocketError: true, code });
};

const authentication: Translate = (error) => {
  const made = new errors.AuthenticationError(error.message);
  return error.code === null ? made : Object.assign(made, { additionalInfo: response(error) });
};

function described(error: CoreError, template: string, ...parts: unknown[]): errors.ResponseError {
  const level = consistencyToString[error.consistency ?? -1];
  return new errors.ResponseError(error.code!, format(template, level, ...parts));
}

const unavailable: Translate = (error) => {
  const template =
    'Not enough replicas available for query at consistency %s (%d required but only %d alive)';
  const made = described(error, template, error.required, error.alive);
  made.consistencies = error.consistency!;
  made.required = error.required!;
  made.alive = error.alive!;
  return made;
};

function replicas(made: errors.ResponseError, error: CoreError): errors.ResponseError {
  made.consistencies = error.consistency!;
  made.received = error.received!;
  made.blockFor = error.required!;
  if (error.failures !== null) made.failures = error.failures;
  if (error.dataPresent !== null) made.isDataPresent = error.dataPresent ? 1 : 0;
  if (error.writeType !== null) made.writeType = error.writeType;
  return made;
}

const readTimeout: Translate = (error) => {
  let details = 'timeout while waiting for repair of inconsistent replica';
  if (error.received! < error.required!) {
    details = `${error.received} replica(s) responded over ${error.required} required`;
  } else if (!error.dataPresent) {
    details = "the replica queried for the data didn't respond";
  }
  return replicas(
    described(error, 'Server timeout during read query at consistency %s (%s)', details),
    error,
  );
};

const writeTimeout: Translate = (error) => {
  const what = error.writeType === 'BATCH_LOG' ? 'batchlog write' : 'write query';
  const template = `Server timeout during ${what} at consistency %s (%d peer(s) acknowledged the write over %d required)`;
  return replicas(described(error, template, error.received, error.required), error);
};

function failure(what: string): Translate {
  const template =
    `Server failure during ${what} query at consistency %s ` +
    '(%d responses were required but only %d replicas responded, %d failed)';
  return (error) => {
    return replicas(described(error, template, error.required, error.received, error.failures), error);
  };
}

const functionFailure: Translate = (error) => {
  const made = new errors.ResponseError(error.code!, error.message);
  made.keyspace = error.keyspace!;
  made.functionName = error.function!;
  made.argTypes = error.argTypes!;
  return made;
};

const alreadyExists: Translate = (error) => {
  const made = new errors.ResponseError(error.code!, error.message);
  made.keyspace = error.keyspace!;
  if (error.table) made.table = error.table;
  return made;
};

const unprepared: Translate = (error) => {
  const made = new errors.ResponseError(error.code!, error.message);
  made.queryId = Buffer.from(error.statementId ?? '', 'hex');
  return made;
};

const timedOut: Translate = (error) => {
  const host = error.coordinator ?? undefined;
  if (error.timeoutMs === null) return new errors.OperationTimedOutError(error.message, host);
  const template = 'The host %s did not reply before timeout %d ms';
  return new errors.OperationTimedOutError(format(template, host ?? '(unknown)', error.timeoutMs), host);
};

const invalidOption: Translate = (error) => {
  // The legacy driver leaves it to the server to refuse such a level.
  if (error.name === 'serial_consistency') return invalidParameter(error);
  if (error.name !== 'local_datacenter') return argument(error);
  const [, wanted, found] = /no host is in `(.*)`; the data centers are: (.*)$/s.exec(error.message) ?? [];
  if (wanted === undefined) return argument(error);
  return new UnknownDataCenter(wanted, found ?? '', error.coordinator ?? '(unknown)');
};

/** The server answers so to a legacy driver, which sends any number of values. */
const invalidParameter: Translate = (error) =>
  new errors.ResponseError(responseErrorCodes.invalid, error.message);

/** The core says on how many connections, and how many requests each may carry. */
const busy: Translate = (error) => {
  const connections = / on (\d+) connections? /.exec(error.message)?.[1] ?? '1';
  const each = / may carry (\d+) /.exec(error.message)?.[1] ?? String(STREAM_IDS);
  return new errors.BusyConnectionError(error.coordinator ?? '(unknown)', Number(each), Number(connections));
};

const closed: Translate = () => new errors.NoHostAvailableError(null, 'The client is shut down');

/** What each kind of error of the core is in the legacy driver. */
const table: Record<ErrorKind, Translate> = {
  Server: response,
  Protocol: response,
  BadCredentials: authentication,
  Unavailable: unavailable,
  Overloaded: response,
  IsBootstrapping: response,
  Truncate: response,
  WriteTimeout: writeTimeout,
  ReadTimeout: readTimeout,
  ReadFailure: failure('read'),
  FunctionFailure: functionFailure,
  WriteFailure: failure('write'),
  CdcWriteFailure: response,
  CasWriteUnknown: response,
  Syntax: response,
  Unauthorized: response,
  Invalid: response,
  Config: response,
  AlreadyExists: alreadyExists,
  Unprepared: unprepared,
  OtherServer: response,
  RateLimited: response,
  NoHostAvailable: noHost,
  UnresolvedHost: unresolved,
  ConnectionFailed: connectError,
  ConnectionClosed: brokenError,
  AuthenticationRequired: authentication,
  Tls: tls,
  NotCql: (error) => foreignServer(error, internal),
  TimedOut: timedOut,
  Busy: busy,
  InvalidOption: invalidOption,
  InvalidParameter: invalidParameter,
  SessionClosed: closed,
  Cancelled: internal,
  BadFrame: internal,
  SchemaDisagreement: internal,
  Unsupported: (error) => new errors.NotSupportedError(error.message),
  Internal: internal,
};

/** The kinds that have a translation. */
export const translatedKinds = Object.keys(table) as ErrorKind[];

/** Builds the legacy error of an error of the core. */
export function legacyError(error: CoreError): Error {
  const made = table[error.kind](error);
  const hasCoordinator = error.coordinator !== null && error.kind !== 'ConnectionFailed';
  if (hasCoordinator) Object.assign(made, { coordinator: error.coordinator });
  return made;
}
