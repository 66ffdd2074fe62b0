'use strict';

const { performance } = require('perf_hooks');
const { Checksum, addAirport, addDeparture, addMonth, addTotal } = require('./checksum.js');
const { Tally, readAirports, readDepartures } = require('./dataset.js');
const { countRepetitions, forEachAtOnce, repeat } = require('./attempts.js');
const { FlightsError } = require('./settings.js');

const claim = 'INSERT INTO owners (writer, run) VALUES (?, ?) IF NOT EXISTS';
const insertAirport =
  'INSERT INTO airports (writer, iata, name, city, state, country, position, destinations, longest, months)' +
  ' VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';
const insertDeparture =
  'INSERT INTO departures (writer, origin, departed_at, destination, flight, distance, delay)' +
  ' VALUES (?, ?, ?, ?, ?, ?, ?)';
const insertMonth =
  'INSERT INTO months (writer, month, flights, delay_minutes, busiest) VALUES (?, ?, ?, ?, ?)';
const updateTotal =
  'UPDATE totals SET flights = flights + ?, delay_minutes = delay_minutes + ? WHERE writer = ? AND airport = ?';
const finish = 'UPDATE owners SET rows = ? WHERE writer = ? IF run = ?';

const totalsPerBatch = 20;
const roundsMax = 3;
const idempotent = { prepare: true, isIdempotent: true };

/** Writes the whole data set under the name of one writer. */
class Write {
  #client;
  #settings;
  #checksum = new Checksum();
  #operations = 0;

  constructor(client, settings) {
    this.#client = client;
    this.#settings = settings;
  }

  async run() {
    const { data, writer } = this.#settings;
    const airports = readAirports(data);
    const departures = readDepartures(data);
    const started = performance.now();
    await this.#claim();
    const months = monthsOf(departures);
    await this.#rows(airports, departures, months);
    await this.#totals(months, departures);
    await this.#finish();
    const seconds = (performance.now() - started) / 1000;
    const { rows } = this.#checksum;
    const operations = this.#operations;
    return {
      ...{ writer, rows, checksum: String(this.#checksum), operations },
      ...{ seconds: Number(seconds.toFixed(3)), ops_per_second: Math.round(operations / seconds) },
    };
  }

  async #execute(query, params) {
    const result = await repeat(() => this.#client.execute(query, params, idempotent));
    this.#operations++;
    return result;
  }

  async #claim() {
    const { writer, run } = this.#settings;
    const result = await this.#execute(claim, [writer, run]);
    if (result.wasApplied() || result.first().run.equals(run)) return;
    throw new FlightsError(`writer ${writer} belongs to run ${result.first().run}`);
  }

  /** Writes all again when the server was away: after a crash it may have forgotten its last moments. */
  async #rows(airports, departures, months) {
    for (let round = 1; round <= roundsMax; round++) {
      const before = countRepetitions();
      await this.#airports(airports);
      await this.#departures(departures);
      await this.#months(months);
      if (countRepetitions() === before) break;
    }
    airports.forEach((airport) => addAirport(this.#checksum, airport));
    departures.forEach((departure) => addDeparture(this.#checksum, departure));
    months.forEach((month) => addMonth(this.#checksum, month));
  }

  async #airports(airports) {
    const { writer, concurrency } = this.#settings;
    await forEachAtOnce(airports, concurrency, async (airport) => {
      const { iata, name, city, state, country, position, destinations, longest, months } = airport;
      const place = [iata, name, city, state, country, position];
      await this.#execute(insertAirport, [writer, ...place, destinations, longest, months]);
    });
    console.error(`node: ${airports.length} airports written`);
  }

  async #departures(departures) {
    const { writer, concurrency } = this.#settings;
    let written = 0;
    await forEachAtOnce(departures, concurrency, async (departure) => {
      const { origin, departed_at: departedAt, destination, flight, distance, delay } = departure;
      await this.#execute(insertDeparture, [
        writer,
        origin,
        departedAt,
        destination,
        flight,
        distance,
        delay,
      ]);
      if (++written % 5000 === 0)
        console.error(`node: ${written} of ${departures.length} departures written`);
    });
  }

  async #months(months) {
    const queries = months.map(({ month, flights, delay_minutes: delayMinutes, busiest }) => ({
      query: insertMonth,
      params: [this.#settings.writer, month, flights, delayMinutes, busiest],
    }));
    await repeat(() => this.#client.batch(queries, idempotent));
    this.#operations++;
    console.error(`node: ${months.length} months written`);
  }

  /** Counters cannot be repeated: a batch whose answer was lost may have been counted. */
  async #totals(months, departures) {
    const { writer } = this.#settings;
    const updates = months.flatMap(({ tally }) =>
      tally.origins().map((origin) => ({
        query: updateTotal,
        params: [tally.get(origin).flights, tally.get(origin).delay_minutes, writer, origin],
      })),
    );
    for (let start = 0; start < updates.length; start += totalsPerBatch) {
      await this.#client.batch(updates.slice(start, start + totalsPerBatch), {
        prepare: true,
        counter: true,
      });
      this.#operations++;
    }
    const all = new Tally();
    departures.forEach((departure) => all.add(departure));
    all.origins().forEach((airport) => addTotal(this.#checksum, { airport, ...all.get(airport) }));
    console.error(`node: ${updates.length} totals counted`);
  }

  async #finish() {
    const { writer, run } = this.#settings;
    const result = await this.#execute(finish, [this.#checksum.rows, writer, run]);
    if (!result.wasApplied()) throw new FlightsError(`writer ${writer} belongs to another run`);
  }
}

/** The rows of the table `months`, in order, each with the tally that it comes from. */
function monthsOf(departures) {
  const tallies = new Map();
  for (const departure of departures) {
    if (!tallies.has(departure.month)) tallies.set(departure.month, new Tally());
    tallies.get(departure.month).add(departure);
  }
  return [...tallies.keys()].sort().map((month) => {
    const tally = tallies.get(month);
    const sums = { flights: tally.total('flights'), delay_minutes: tally.total('delay_minutes') };
    return { month, ...sums, busiest: tally.busiest(1)[0], tally };
  });
}

module.exports = { Write };
