import { connect, type Socket } from 'node:net';

/**
 * What the forging server answers to a statement that contains `forge:<name>`; the rest passes to the real server. Errors that a
 * small healthy cluster never raises reach the drivers this way, with every field of their frame.
 */
export const forgeries: Readonly<Record<string, (stream: Buffer) => Buffer | 'silence' | 'hang up'>> = {
  silence: () => 'silence',
  hang_up: () => 'hang up',
  server: (stream) => errorFrame(stream, 0x0000),
  overloaded: (stream) => errorFrame(stream, 0x1001),
  bootstrapping: (stream) => errorFrame(stream, 0x1002),
  truncate: (stream) => errorFrame(stream, 0x1003),
  unknown_code: (stream) => errorFrame(stream, 0x7777),
  unavailable: (stream) => errorFrame(stream, 0x1000, short(quorum), int(2), int(1)),
  write_timeout: (stream) => errorFrame(stream, 0x1100, short(quorum), int(1), int(2), string('SIMPLE')),
  cas_timeout: (stream) => errorFrame(stream, 0x1100, short(quorum), int(0), int(1), string('CAS')),
  read_timeout: (stream) => errorFrame(stream, 0x1200, short(quorum), int(1), int(2), byte(1)),
  read_failure: (stream) => errorFrame(stream, 0x1300, short(quorum), int(1), int(2), int(1), byte(0)),
  write_failure: (stream) =>
    errorFrame(stream, 0x1500, short(quorum), int(1), int(2), int(1), string('SIMPLE')),
  function_failure: (stream) =>
    errorFrame(stream, 0x1400, string('ks'), string('fail'), short(2), string('int'), string('text')),
  unauthorized: (stream) => errorFrame(stream, 0x2100),
  config: (stream) => errorFrame(stream, 0x2300),
  already_exists: (stream) => errorFrame(stream, 0x2400, string('ks'), string('tbl')),
  warnings: (stream) => warningFrame(stream, ['first warning', 'zweite Wärnung']),
};

const quorum = 4;
const headerLength = 9;
const response = 0x84;
const opcodes = { error: 0x00, result: 0x08, query: 0x07 };
const warningFlag = 0x08;

/** Stands between a driver and a real node, as the node itself as far as the driver can tell. */
export function forge(client: Socket, node: { readonly host: string; readonly port: number }): void {
  const server = connect(node.port, node.host);
  let waiting = Buffer.alloc(0);
  client.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    for (let frame = firstFrame(waiting); frame; frame = firstFrame(waiting)) {
      waiting = waiting.subarray(frame.length);
      if (!answerForged(client, frame)) server.write(frame);
    }
  });
  server.pipe(client);
  const end = (): void => {
    client.destroy();
    server.destroy();
  };
  for (const socket of [client, server]) socket.on('close', end).on('error', end);
}

function firstFrame(bytes: Buffer): Buffer | undefined {
  if (bytes.length < headerLength) return undefined;
  const length = headerLength + bytes.readUInt32BE(5);
  return bytes.length < length ? undefined : bytes.subarray(0, length);
}

function answerForged(client: Socket, frame: Buffer): boolean {
  if (frame[4] !== opcodes.query) return false;
  const name = /forge:(\w+)/.exec(frame.toString('latin1'))?.[1];
  const make = name === undefined ? undefined : forgeries[name];
  if (!make) return false;
  const answer = make(frame.subarray(2, 4));
  if (answer === 'hang up') client.destroy();
  else if (answer !== 'silence') client.write(answer);
  return true;
}

function errorFrame(stream: Buffer, code: number, ...fields: Buffer[]): Buffer {
  const message = string(`forged 0x${code.toString(16).padStart(4, '0')}`);
  return frameOf(stream, opcodes.error, 0, Buffer.concat([int(code), message, ...fields]));
}

/** A void result with warnings. */
function warningFrame(stream: Buffer, warnings: readonly string[]): Buffer {
  const body = [short(warnings.length), ...warnings.map(string), int(1)];
  return frameOf(stream, opcodes.result, warningFlag, Buffer.concat(body));
}

function frameOf(stream: Buffer, opcode: number, flags: number, body: Buffer): Buffer {
  return Buffer.concat([byte(response), byte(flags), stream, byte(opcode), int(body.length), body]);
}

function byte(value: number): Buffer {
  return Buffer.from([value]);
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function string(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([short(bytes.length), bytes]);
}
