import { format } from 'node:util';
import { callable, classBehind } from './callable';
import type { Long } from './types/long';

/** What all errors of the driver have in common. */
@callable
export class DriverError extends Error {
  // Declared in the order in which errors are printed, and written as JSON.
  override name = this.constructor.name;
  /** What errors of the class are about. */
  info = 'Cassandra Driver Error';
  override message: string;
  /** `ip:port` of the host that coordinated the request, when it is known. */
  declare coordinator?: string;
  /** The text of the statement that failed. */
  declare query?: string;

  /** @param _constructor Not used; programs that make errors of their own give their class. */
  constructor(message?: string, _constructor?: unknown) {
    super();
    // Where the error was made is where its constructor was called, which V8 finds by itself for every other class.
    const own = classBehind(new.target);
    if (own) Error.captureStackTrace(this, own);
    // Not by the constructor of Error, so that it is in the JSON of an error, which programs log and answer with.
    this.message = message!;
  }
}

/** No host could be reached, or none of those that were tried answered well. */
export class NoHostAvailableError extends DriverError {
  override info =
    'Represents an error when a query cannot be performed because no host is available or could be reached by the driver.';
  /** Why each host could not be used, by `ip:port`. */
  innerErrors: Record<string, Error> | null;

  constructor(innerErrors: Record<string, Error> | null, message?: string) {
    super(message || failedHosts(innerErrors));
    this.innerErrors = innerErrors;
  }
}

function failedHosts(innerErrors: Record<string, Error> | null): string {
  const all = 'All host(s) tried for query failed.';
  const first = Object.entries(innerErrors ?? {})[0];
  return first ? `${all} First host tried, ${first[0]}: ${first[1]}. See innerErrors.` : all;
}

/** The server answered with an error. */
export class ResponseError extends DriverError {
  override info = 'Represents an error message from the server';
  /** One of `types.responseErrorCodes`. */
  code: number;
  /** The consistency that was asked for, as a code of `types.consistencies`. */
  declare consistencies?: number;
  /** Replicas that had to be alive. */
  declare required?: number;
  /** Replicas known to be alive. */
  declare alive?: number;
  /** Replicas that answered. */
  declare received?: number;
  /** Replicas that had to answer. */
  declare blockFor?: number;
  /** Replicas that failed. */
  declare failures?: number;
  /** 1 when the replica that was asked for data answered, else 0. */
  declare isDataPresent?: number;
  /** `SIMPLE`, `BATCH`, `UNLOGGED_BATCH`, `COUNTER`, `BATCH_LOG`, `CAS`, `VIEW` or `CDC`. */
  declare writeType?: string;
  /** The id of a statement that the server does not know. */
  declare queryId?: Buffer;
  declare keyspace?: string;
  declare table?: string;
  declare functionName?: string;
  declare argTypes?: string[];

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** A bug in the driver or in a server. */
export class DriverInternalError extends DriverError {
  override info = 'Represents a bug inside the driver or in a Cassandra host.';
}

/** The server asked for credentials that were not given, or refused those that were. */
export class AuthenticationError extends DriverError {
  override info = 'Represents an authentication error from the driver or from a Cassandra node.';
}

/** An argument of a method is not valid. */
export class ArgumentError extends DriverError {
  override info =
    'Represents an error that is raised when one of the arguments provided to a method is not valid.';
}

/** The server did not answer within `socketOptions.readTimeout`. */
export class OperationTimedOutError extends DriverError {
  override info =
    'Represents a client-side error that is raised when the client did not hear back from the server within socketOptions.readTimeout';
  /** `ip:port` of the host that did not answer, when it is known. */
  host: string | undefined;

  constructor(message: string, host?: string) {
    super(message);
    this.host = host;
  }
}

/** The driver, or this version of the server, cannot do what was asked. */
export class NotSupportedError extends DriverError {
  override info = 'Represents a feature that is not supported in the driver or in the Cassandra version.';
}

/** Every connection to a host has as many requests under way as it may have. */
export class BusyConnectionError extends DriverError {
  override info =
    'Represents a client-side error indicating that all connections to a certain host have reached the maximum amount of in-flight requests supported (pooling.maxRequestsPerConnection)';

  constructor(address: string, maxRequestsPerConnection: number, connectionLength: number) {
    const where = connectionLength === 1 ? 'a single connection' : 'each connection';
    const template = 'All connections to host %s are busy, %d requests are in-flight on %s';
    super(format(template, address, maxRequestsPerConnection, where));
  }
}

/** A number of variable length does not fit a JavaScript number. */
export class VIntOutOfRangeException extends DriverError {
  override info =
    "Represents a run-time exception when attempting to decode a vint and the JavaScript Number doesn't have enough space to fit the value that was decoded";

  constructor(long: Long) {
    super(`Value ${long.toString()} is out of range for a JavaScript Number`);
  }
}
