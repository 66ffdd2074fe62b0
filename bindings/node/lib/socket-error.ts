import { constants } from 'node:os';
import { getSystemErrorMap } from 'node:util';
import type { CoreError } from './core-error';
import { DriverError, NotSupportedError } from './errors';

/** What Node.js tells of an error of a socket. */
interface SystemError extends Error {
  errno?: number;
  code: string;
  syscall?: string;
  address?: string;
  port?: number;
}

/** The number that the operating system gave, in the words of the core. */
const OS_ERROR = /\(os error (\d+)\)/;

/** The server went away while a connection was opened; the core says so in these words. */
const BEFORE_READY = 'before it was ready';

/** The name that Node.js has for an error of the operating system; those of Windows have another prefix there. */
function systemCode(message: string): string | undefined {
  const number = OS_ERROR.exec(message)?.[1];
  if (number === undefined) return undefined;
  const known = Object.entries(constants.errno).filter(([, value]) => value === Number(number));
  return known[0]?.[0].replace(/^WSA/, '');
}

/** Makes the error that a socket of Node.js would emit. */
function systemError(syscall: string, code: string, where = ''): SystemError {
  const errno = [...getSystemErrorMap()].find(([, [name]]) => name === code)?.[0];
  return Object.assign(new Error(`${syscall} ${code}${where}`), { errno, code, syscall });
}

/** A connection that could not be opened. */
export function connectError(error: CoreError): Error {
  const code = systemCode(error.message);
  if (!code) return Object.assign(new Error(error.message), { isSocketError: true, code: 'ECONNREFUSED' });
  if (!error.coordinator) return Object.assign(systemError('connect', code), { isSocketError: true });
  const colon = error.coordinator.lastIndexOf(':');
  const address = error.coordinator.slice(0, colon);
  const port = Number(error.coordinator.slice(colon + 1));
  const made = systemError('connect', code, ` ${error.coordinator}`);
  return Object.assign(made, { address, port, isSocketError: true });
}

/** A connection that broke, while it was opened or under a request. */
export function brokenError(error: CoreError): Error {
  const code = systemCode(error.message);
  const cause = code ? systemError('read', code) : undefined;
  if (error.message.includes(BEFORE_READY)) {
    const made = cause ?? Object.assign(new Error(error.message), { code: 'ECONNRESET' });
    return Object.assign(made, { isSocketError: true });
  }
  const made = Object.assign(new DriverError('Socket was closed'), { isSocketError: true });
  return cause ? Object.assign(made, { innerError: cause }) : made;
}

/** What answers is no server of this protocol, or one that is too old. */
export function foreignServer(error: CoreError, otherwise: (error: CoreError) => Error): Error {
  return /protocol version/.test(error.message) ? new NotSupportedError(error.message) : otherwise(error);
}
