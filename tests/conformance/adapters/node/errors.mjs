import cassandra from 'cassandra-driver';
import { Unrepresentable } from './values.mjs';

const { errors, types } = cassandra;

/** The kinds of the codes of a server. */
const kinds = new Map([
  [0x0000, 'Server'],
  [0x000a, 'Protocol'],
  [0x0100, 'BadCredentials'],
  [0x1000, 'Unavailable'],
  [0x1001, 'Overloaded'],
  [0x1002, 'IsBootstrapping'],
  [0x1003, 'Truncate'],
  [0x1100, 'WriteTimeout'],
  [0x1200, 'ReadTimeout'],
  [0x1300, 'ReadFailure'],
  [0x1400, 'FunctionFailure'],
  [0x1500, 'WriteFailure'],
  [0x1600, 'CdcWriteFailure'],
  [0x1700, 'CasWriteUnknown'],
  [0x2000, 'Syntax'],
  [0x2100, 'Unauthorized'],
  [0x2200, 'Invalid'],
  [0x2300, 'Config'],
  [0x2400, 'AlreadyExists'],
  [0x2500, 'Unprepared'],
]);

const causes = [
  'BadCredentials',
  'AuthenticationRequired',
  'Tls',
  'NotCql',
  'ConnectionClosed',
  'TimedOut',
  'ConnectionFailed',
  'UnresolvedHost',
];

const optionMessage = /localDataCenter|Option |sslOptions|Contact|option `/;
const tlsCodes = /^(EPROTO|ERR_SSL|ERR_TLS|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED)/;

function kindOf(error) {
  if (error instanceof Unrepresentable) return 'Unrepresentable';
  if (error instanceof errors.ResponseError) return kinds.get(error.code) ?? 'OtherServer';
  if (error instanceof errors.AuthenticationError) {
    return error.additionalInfo ? 'BadCredentials' : 'AuthenticationRequired';
  }
  if (error instanceof errors.OperationTimedOutError) return 'TimedOut';
  if (error instanceof errors.BusyConnectionError) return 'Busy';
  if (error instanceof errors.NotSupportedError)
    return /protocol version/.test(error.message) ? 'NotCql' : 'Unsupported';
  if (error instanceof errors.NoHostAvailableError) {
    return /shutdown|shut down/.test(error.message) ? 'SessionClosed' : 'NoHostAvailable';
  }
  if (error instanceof errors.DriverInternalError) {
    return /does not speak CQL/.test(error.message) ? 'NotCql' : 'Internal';
  }
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') return 'UnresolvedHost';
  if (tlsCodes.test(error.code)) return 'Tls';
  if (error.isSocketError)
    return error.message === 'Socket was closed' || error.code === 'ECONNRESET'
      ? 'ConnectionClosed'
      : 'ConnectionFailed';
  if (error instanceof errors.ArgumentError || error instanceof TypeError) {
    return optionMessage.test(error.message) ? 'InvalidOption' : 'InvalidParameter';
  }
  return error instanceof RangeError ? 'InvalidParameter' : 'Adapter';
}

/** The fields of the protocol that an error offers. */
function fieldsOf(error) {
  const fields = {
    consistency: types.consistencyToString[error.consistencies],
    received: error.received,
    required: error.required ?? error.blockFor,
    alive: error.alive,
    failures: error.failures,
    data_present: error.isDataPresent === undefined ? undefined : Boolean(error.isDataPresent),
    write_type: error.writeType,
    keyspace: error.keyspace,
    // The API leaves out the table where the keyspace itself is meant.
    table: error.table ?? (error.code === 0x2400 ? '' : undefined),
    function: error.functionName,
    arg_types: error.argTypes,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Describes an error by its class, its code and its attributes, as a program would tell it from others. */
export function described(error) {
  const kind = kindOf(error);
  const inner = Object.entries(error.innerErrors ?? {});
  const attempts = inner.map(([host, attempt]) => ({ host, kind: kindOf(attempt) }));
  const told = causes.find((cause) => attempts.some((attempt) => attempt.kind === cause));
  const cause = told ?? attempts.at(-1)?.kind ?? kind;
  const source = inner.find(([, attempt]) => kindOf(attempt) === cause)?.[1] ?? error;
  return {
    kind,
    cause,
    message: kind === 'Adapter' ? `${error.constructor.name}: ${error.message}` : error.message,
    class: error.constructor.name,
    code: error.code,
    fields: fieldsOf(source),
    attempts,
  };
}
