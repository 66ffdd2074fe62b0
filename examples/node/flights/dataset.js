'use strict';

const { readFileSync } = require('fs');
const { join } = require('path');

/** The rows of one of the files as arrays of text. */
function readTable(directory, name) {
  const lines = readFileSync(join(directory, name), 'utf8').trimEnd().split('\n');
  return lines.slice(1).map((line) => line.split('\t'));
}

function list(text) {
  return text === '-' ? [] : text.split(',');
}

/** Airports as rows of the table `airports`. */
function readAirports(directory) {
  return readTable(directory, 'airports.tsv').map((columns) => {
    const [iata, name, city, state, country, latitude, longitude, destinations, longest, months] = columns;
    return {
      ...{ iata, name, city, state, country },
      position: { latitude: Number(latitude), longitude: Number(longitude) },
      destinations: list(destinations),
      longest: list(longest).map(Number),
      months: Object.fromEntries(list(months).map((month) => [month.slice(0, 7), Number(month.slice(8))])),
    };
  });
}

/** Flights as rows of the table `departures`, each with its month. */
function readDepartures(directory) {
  return readTable(directory, 'flights.tsv').map((columns) => {
    const [flight, departedAt, month, origin, destination, distance, delay] = columns;
    return {
      ...{ month, origin, destination, departed_at: new Date(Number(departedAt)) },
      ...{ flight: Number(flight), distance: Number(distance), delay: Number(delay) },
    };
  });
}

function readSchema(directory) {
  const statements = readFileSync(join(directory, 'schema.cql'), 'utf8').split(';');
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '');
}

/** Departures and minutes of delay of each origin, and the order of origins by departures. */
class Tally {
  #origins = new Map();

  add({ origin, delay }) {
    const sums = this.#origins.get(origin) ?? { flights: 0, delay_minutes: 0 };
    sums.flights++;
    sums.delay_minutes += delay;
    this.#origins.set(origin, sums);
  }

  get(origin) {
    return this.#origins.get(origin);
  }

  /** Origins in the order of their codes. */
  origins() {
    return [...this.#origins.keys()].sort();
  }

  busiest(count) {
    const flights = (origin) => this.#origins.get(origin).flights;
    return this.origins()
      .sort((one, other) => flights(other) - flights(one))
      .slice(0, count);
  }

  total(column) {
    return [...this.#origins.values()].reduce((sum, sums) => sum + sums[column], 0);
  }
}

module.exports = { Tally, readAirports, readDepartures, readSchema };
