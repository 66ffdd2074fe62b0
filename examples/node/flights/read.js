'use strict';

const { performance } = require('perf_hooks');
const { Checksum, addAirport, addDeparture, addMonth, addTotal } = require('./checksum.js');
const { Tally } = require('./dataset.js');
const { repeat } = require('./attempts.js');
const { FlightsError } = require('./settings.js');

const selectOwner = 'SELECT run, rows FROM owners WHERE writer = ?';
const selectAirports = 'SELECT * FROM airports WHERE writer = ?';
const selectDepartures =
  'SELECT flight, origin, destination, departed_at, distance, delay FROM departures WHERE writer = ? AND origin = ?';
const selectMonths = 'SELECT * FROM months WHERE writer = ?';
const selectTotals = 'SELECT airport, flights, delay_minutes FROM totals WHERE writer = ?';
const selectState = 'SELECT iata FROM airports WHERE writer = ? AND state = ?';

const delayedAfterMinutes = 15;

/** Reads back, and checks, everything that one writer has written. */
class Read {
  #client;
  #writer;
  #checksum = new Checksum();
  #tally = new Tally();
  #pages = 0;
  #delayed = 0;
  #distance = 0;

  constructor(client, { reads }) {
    this.#client = client;
    this.#writer = reads;
  }

  async run() {
    const started = performance.now();
    const rows = await this.#rowsOfOwner();
    for (const iata of await this.#airports()) await this.#departures(iata);
    console.error(`node: ${this.#tally.total('flights')} departures read in ${this.#pages} pages`);
    await this.#months();
    await this.#totals();
    const california = (await this.#page(selectState, [this.#writer, 'CA'], 50)).rows.length;
    this.#check(this.#checksum.rows === rows, `${this.#checksum.rows} rows read, ${rows} written`);
    const seconds = (performance.now() - started) / 1000;
    return {
      ...{ writer: this.#writer, rows, pages: this.#pages, checksum: String(this.#checksum) },
      ...{ seconds: Number(seconds.toFixed(3)), rows_per_second: Math.round(rows / seconds) },
      aggregates: this.#aggregates(california),
    };
  }

  #check(condition, message) {
    if (!condition) throw new FlightsError(message);
  }

  #page(query, params, fetchSize, pageState) {
    const options = { prepare: true, isIdempotent: true, fetchSize, pageState };
    return repeat(() => this.#client.execute(query, params, options));
  }

  /** Asks for page after page; each goes on from the paging state of the one before. */
  async *#pagesOf(query, params, fetchSize) {
    let pageState;
    do {
      const result = await this.#page(query, params, fetchSize, pageState);
      yield result.rows;
      pageState = result.pageState;
    } while (pageState);
  }

  async #rowsOfOwner() {
    const owner = (await this.#page(selectOwner, [this.#writer], 50)).first();
    this.#check(owner?.rows, `writer ${this.#writer} has not finished`);
    return owner.rows;
  }

  async #airports() {
    const codes = [];
    for await (const rows of this.#pagesOf(selectAirports, [this.#writer], 50)) {
      for (const airport of rows) {
        addAirport(this.#checksum, airport);
        codes.push(airport.iata);
      }
    }
    console.error(`node: ${codes.length} airports read`);
    return codes;
  }

  async #departures(origin) {
    let later = Infinity;
    for await (const rows of this.#pagesOf(selectDepartures, [this.#writer, origin], 100)) {
      this.#pages++;
      for (const departure of rows) {
        const departedAt = departure.departed_at.getTime();
        this.#check(departedAt <= later, `departures of ${origin} are not in descending order`);
        later = departedAt;
        this.#count(departure);
      }
    }
  }

  #count(departure) {
    addDeparture(this.#checksum, departure);
    this.#tally.add(departure);
    this.#distance += departure.distance;
    if (departure.delay > delayedAfterMinutes) this.#delayed++;
  }

  async #months() {
    for await (const rows of this.#pagesOf(selectMonths, [this.#writer], 50)) {
      for (const month of rows) addMonth(this.#checksum, month);
    }
  }

  async #totals() {
    const missing = new Set(this.#tally.origins());
    for await (const rows of this.#pagesOf(selectTotals, [this.#writer], 50)) {
      for (const total of rows) {
        const sums = this.#tally.get(total.airport);
        const agree =
          total.flights.equals(sums?.flights ?? -1) && total.delay_minutes.equals(sums.delay_minutes);
        this.#check(agree, `totals of ${total.airport} disagree`);
        missing.delete(total.airport);
        addTotal(this.#checksum, total);
      }
    }
    for (const airport of missing) this.#check(false, `totals of ${airport} disagree`);
  }

  #aggregates(california) {
    const tally = this.#tally;
    return {
      ...{
        flights: tally.total('flights'),
        delayed: this.#delayed,
        delay_minutes: tally.total('delay_minutes'),
      },
      ...{ distance: this.#distance, california },
      busiest: tally.busiest(5).map((origin) => [origin, tally.get(origin).flights]),
    };
  }
}

module.exports = { Read };
