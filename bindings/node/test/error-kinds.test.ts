import { constants } from 'node:os';
import { describe, expect, test } from 'vitest';
import { legacyError, translatedKinds, type CoreError } from '../dist/core-error.js';
import type { ErrorKind } from '../dist/generated/error-kinds.js';
import { errors, types } from '../dist/index.js';
import { errorKinds } from '../dist/native.js';

const { ECONNREFUSED: REFUSED, ECONNRESET: RESET } = constants.errno;

const nothing: Omit<CoreError, 'kind' | 'cause' | 'code' | 'message' | 'attempts'> = {
  coordinator: null,
  consistency: null,
  received: null,
  required: null,
  alive: null,
  failures: null,
  dataPresent: null,
  writeType: null,
  keyspace: null,
  table: null,
  function: null,
  argTypes: null,
  statementId: null,
  timeoutMs: null,
  name: null,
};

function core(kind: ErrorKind, fields: Partial<CoreError> = {}): CoreError {
  return { ...nothing, kind, cause: kind, code: null, message: 'why', attempts: [], ...fields };
}

describe('errors', () => {
  test('every kind of the core has a translation, and no other', () => {
    expect([...translatedKinds].sort()).toEqual([...errorKinds()].sort());
  });

  test.each(translatedKinds)('%s becomes an error with a message', (kind) => {
    const error = legacyError(core(kind, { code: 1, consistency: 1, required: 2, received: 1, alive: 1 }));
    expect(error).toBeInstanceOf(Error);
    expect(error.message).not.toBe('');
  });

  test('unavailable replicas are counted', () => {
    const error = legacyError(core('Unavailable', { code: 0x1000, consistency: 4, required: 2, alive: 1 }));
    expect(error).toBeInstanceOf(errors.ResponseError);
    expect(error).toMatchObject({
      name: 'ResponseError',
      code: types.responseErrorCodes.unavailableException,
      consistencies: types.consistencies.quorum,
      required: 2,
      alive: 1,
      message: 'Not enough replicas available for query at consistency QUORUM (2 required but only 1 alive)',
    });
  });

  test.each([
    [1, 2, true, '1 replica(s) responded over 2 required'],
    [2, 2, false, "the replica queried for the data didn't respond"],
    [2, 2, true, 'timeout while waiting for repair of inconsistent replica'],
  ])(
    'a read timeout with %i of %i answers and data %s is told apart',
    (received, required, dataPresent, details) => {
      const error = legacyError(
        core('ReadTimeout', { code: 0x1200, consistency: 1, received, required, dataPresent }),
      );
      expect(error.message).toBe(`Server timeout during read query at consistency ONE (${details})`);
      expect(error).toMatchObject({ received, blockFor: required, isDataPresent: dataPresent ? 1 : 0 });
    },
  );

  test.each([
    ['SIMPLE', 'write query'],
    ['BATCH_LOG', 'batchlog write'],
  ])('a write timeout of type %s says so', (writeType, what) => {
    const fields = { code: 0x1100, consistency: 6, received: 0, required: 1, writeType };
    const error = legacyError(core('WriteTimeout', fields));
    expect(error).toMatchObject({ writeType, blockFor: 1, received: 0 });
    expect(error.message).toBe(
      `Server timeout during ${what} at consistency LOCAL_QUORUM (0 peer(s) acknowledged the write over 1 required)`,
    );
  });

  test('failures of replicas are counted', () => {
    const fields = {
      code: 0x1500,
      consistency: 1,
      received: 1,
      required: 2,
      failures: 3,
      writeType: 'SIMPLE',
    };
    expect(legacyError(core('WriteFailure', fields))).toMatchObject({
      failures: 3,
      message:
        'Server failure during write query at consistency ONE (2 responses were required but only 1 replicas responded, 3 failed)',
    });
  });

  test('hosts that were tried stand in innerErrors', () => {
    const attempts = [
      { host: '127.0.0.1:1', error: core('ConnectionFailed', { message: `no (os error ${REFUSED})` }) },
      { host: '127.0.0.2:1', error: core('BadCredentials', { code: 0x0100, message: 'wrong' }) },
    ];
    const error = legacyError(core('NoHostAvailable', { attempts })) as errors.NoHostAvailableError;
    expect(error).toBeInstanceOf(errors.NoHostAvailableError);
    expect(error.message).toContain(
      'First host tried, 127.0.0.1:1: Error: connect ECONNREFUSED. See innerErrors.',
    );
    expect(error.innerErrors!['127.0.0.1:1']).toMatchObject({ code: 'ECONNREFUSED', isSocketError: true });
    expect(error.innerErrors!['127.0.0.2:1']).toBeInstanceOf(errors.AuthenticationError);
  });

  test('a connection that breaks is a socket that was closed', () => {
    const reset = legacyError(core('ConnectionClosed', { message: `broke (os error ${RESET})` }));
    expect(reset).toBeInstanceOf(errors.DriverError);
    expect(reset).toMatchObject({
      message: 'Socket was closed',
      isSocketError: true,
      innerError: { message: 'read ECONNRESET', errno: -RESET, code: 'ECONNRESET', syscall: 'read' },
    });
    expect(legacyError(core('ConnectionClosed', { message: 'early eof' }))).not.toHaveProperty('innerError');
    const early = core('ConnectionClosed', { message: `closed before it was ready (os error ${RESET})` });
    expect(legacyError(early)).toMatchObject({ message: 'read ECONNRESET', isSocketError: true });
  });

  test('a server that is too old is not supported', () => {
    const message = 'the server speaks protocol version 3, the driver only version 4';
    expect(legacyError(core('NotCql', { message }))).toBeInstanceOf(errors.NotSupportedError);
    expect(legacyError(core('NotCql', { message: 'HTTP' }))).toBeInstanceOf(errors.DriverInternalError);
  });

  test('a timeout names the host when it is known', () => {
    const error = legacyError(core('TimedOut', { timeoutMs: 20, coordinator: '1.2.3.4:9042' }));
    expect(error).toBeInstanceOf(errors.OperationTimedOutError);
    expect(error).toMatchObject({
      host: '1.2.3.4:9042',
      coordinator: '1.2.3.4:9042',
      message: 'The host 1.2.3.4:9042 did not reply before timeout 20 ms',
    });
  });
});

test('the JSON of an error tells what it is about', () => {
  const json = JSON.parse(JSON.stringify(new errors.ResponseError(types.responseErrorCodes.invalid, 'why')));
  expect(json).toMatchObject({
    name: 'ResponseError',
    message: 'why',
    code: types.responseErrorCodes.invalid,
  });
});
