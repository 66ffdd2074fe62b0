'use strict';

const { performance } = require('perf_hooks');
const { Checksum, addAirport, addDeparture, addMonth, addTotal } = require('./checksum.js');
const { Tally, readAirports, readDepartures } = require('./dataset.js');
const { forEachAtOnce, repeat } = require('./attempts.js');
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
    await this.#airports(airports);
    await this.#departures(departures);
    const months = monthsOf(departures);
    await this.#months(months);
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

  async #airports(airports) {
    const { writer, concurrency } = this.#settings;
    await forEachAtOnce(airports, concurrency, async (airport) => {
      const { iata, name, city, state, country, position, destinations, longest, months } = airport;
      const place = [iata, name, city, state, country, position];
      await this.#execute(insertAirport, [writer, ...place, destinations, longest, months]);
    });
    airports.forEach((airport) => addAirport(this.#checksum, airport));
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
    departures.forEach((departure) => addDeparture(this.#checksum, departure));
  }

  async #months(months) {
    const rows = months.map(([month, tally]) => ({
      ...{ month, busiest: tally.busiest(1)[0] },
      ...{ flights: tally.total('flights'), delay_minutes: tally.total('delay_minutes') },
    }));
    const queries = rows.map((row) => ({
      query: insertMonth,
      params: [this.#settings.writer, row.month, row.flights, row.delay_minutes, row.busiest],
    }));
    await repeat(() => this.#client.batch(queries, idempotent));
    this.#operations++;
    rows.forEach((row) => addMonth(this.#checksum, row));
    console.error(`node: ${rows.length} months written`);
  }

  /** Counters cannot be repeated: a batch whose answer was lost may have been counted. */
  async #totals(months, departures) {
    const { writer } = this.#settings;
    const updates = months.flatMap(([, tally]) =>
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

/** The tally of each month, in the order of months. */
function monthsOf(departures) {
  const months = new Map();
  for (const departure of departures) {
    if (!months.has(departure.month)) months.set(departure.month, new Tally());
    months.get(departure.month).add(departure);
  }
  return [...months].sort(([one], [other]) => (one < other ? -1 : 1));
}

module.exports = { Write };
