import { checksum } from './checksum.js';
import { cell, groupBy, monthsCell, type Airport, type Dataset, type Flight } from './dataset.js';

export interface Aggregates {
  readonly flights: number;
  readonly delayed: number;
  readonly delay_minutes: number;
  readonly distance: number;
  readonly california: number;
  readonly busiest: readonly (readonly [string, number])[];
}

/** What every program must report about a data set. */
export interface Expectation {
  readonly rows: number;
  readonly checksum: string;
  readonly aggregates: Aggregates;
}

const delayedAfterMinutes = 15;
const busiestCount = 5;

/** Computes from the data set alone, without a database, what the programs must find in one. */
export function expect({ airports, flights }: Dataset): Expectation {
  const lines = [
    ...airports.map(airportLine),
    ...flights.map(flightLine),
    ...monthLines(flights),
    ...totalLines(flights),
  ];
  return {
    rows: lines.length,
    checksum: checksum(lines),
    aggregates: {
      flights: flights.length,
      delayed: flights.filter((flight) => flight.delay > delayedAfterMinutes).length,
      delay_minutes: sumOf(flights, 'delay'),
      distance: sumOf(flights, 'distance'),
      california: airports.filter((airport) => airport.state === 'CA').length,
      busiest: busiestOrigins(flights).slice(0, busiestCount),
    },
  };
}

function sumOf(flights: readonly Flight[], column: 'delay' | 'distance'): number {
  return flights.reduce((sum, flight) => sum + flight[column], 0);
}

/** Origins with their departures, most departures first, of equals the first by code. */
function busiestOrigins(flights: readonly Flight[]): [string, number][] {
  const departures = groupBy(flights, (flight) => flight.origin);
  return [...departures]
    .map(([origin, of]): [string, number] => [origin, of.length])
    .sort(([code, count], [otherCode, otherCount]) => otherCount - count || (code < otherCode ? -1 : 1));
}

function bits(decimal: string): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(Number(decimal));
  return bytes.toString('hex');
}

function airportLine(airport: Airport): string {
  const { iata, name, city, state, country, latitude, longitude } = airport;
  const collections = [cell(airport.destinations), cell(airport.longest), monthsCell(airport.months)];
  return ['airport', iata, name, city, state, country, bits(latitude), bits(longitude), ...collections].join(
    '\t',
  );
}

function flightLine({ flight, origin, destination, departedAt, distance, delay }: Flight): string {
  return ['flight', flight, origin, destination, departedAt, distance, delay].join('\t');
}

function monthLines(flights: readonly Flight[]): string[] {
  return [...groupBy(flights, (flight) => flight.month)].map(([month, of]) =>
    ['month', month, of.length, sumOf(of, 'delay'), busiestOrigins(of)[0]?.[0]].join('\t'),
  );
}

function totalLines(flights: readonly Flight[]): string[] {
  return [...groupBy(flights, (flight) => flight.origin)].map(([origin, of]) =>
    ['total', origin, of.length, sumOf(of, 'delay')].join('\t'),
  );
}
