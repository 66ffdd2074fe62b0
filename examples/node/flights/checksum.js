'use strict';

const mask = 0xffffffff;
const bytes = Buffer.alloc(8);

/** The sum of the FNV-1a 64 hashes of lines; 64-bit arithmetic is done in halves of 32 bits, much faster than BigInt. */
class Checksum {
  #high = 0;
  #low = 0;
  rows = 0;

  add(...columns) {
    const [high, low] = fnv1a(Buffer.from(columns.join('\t')));
    const sum = this.#low + low;
    this.#low = sum >>> 0;
    this.#high = (this.#high + high + (sum > mask ? 1 : 0)) >>> 0;
    this.rows++;
  }

  toString() {
    return hexadecimal(this.#high) + hexadecimal(this.#low);
  }
}

function hexadecimal(word) {
  return word.toString(16).padStart(8, '0');
}

/** The hash of some bytes as its high and low word; the prime is 2^40 + 0x1b3. */
function fnv1a(text) {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const byte of text) {
    low = (low ^ byte) >>> 0;
    const product = low * 0x1b3;
    const carry = Math.floor(product / 0x100000000);
    high = (Math.imul(high, 0x1b3) + carry + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return [high, low];
}

/** The 64 bits of a number as hexadecimal digits. */
function bits(number) {
  bytes.writeDoubleBE(number);
  return bytes.toString('hex');
}

/** The items of a collection, or `-` for an empty one, which the database gives back as null. */
function cell(items) {
  return items && items.length > 0 ? items.join(',') : '-';
}

function addAirport(checksum, airport) {
  const { iata, name, city, state, country, position, destinations, longest, months } = airport;
  const place = [iata, name, city, state, country, bits(position.latitude), bits(position.longitude)];
  const monthCells = Object.keys(months ?? {})
    .sort()
    .map((month) => `${month}:${months[month]}`);
  checksum.add(
    'airport',
    ...place,
    cell(destinations && [...destinations].sort()),
    cell(longest),
    cell(monthCells),
  );
}

function addDeparture(checksum, { flight, origin, destination, departed_at: departedAt, distance, delay }) {
  checksum.add('flight', flight, origin, destination, departedAt.getTime(), distance, delay);
}

function addMonth(checksum, { month, flights, delay_minutes: delayMinutes, busiest }) {
  checksum.add('month', month, flights, delayMinutes, busiest);
}

function addTotal(checksum, { airport, flights, delay_minutes: delayMinutes }) {
  checksum.add('total', airport, flights, delayMinutes);
}

module.exports = { Checksum, addAirport, addDeparture, addMonth, addTotal };
