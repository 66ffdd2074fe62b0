import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { csvParse } from 'd3-dsv';
import { z } from 'zod';
import { Failure } from '../failure.js';
import { repositoryRoot } from '../root.js';

export interface Flight {
  readonly flight: number;
  /** Milliseconds since 1970 in UTC. */
  readonly departedAt: number;
  /** For instance `2001-01`. */
  readonly month: string;
  readonly origin: string;
  readonly destination: string;
  readonly distance: number;
  /** Minutes; negative when early. */
  readonly delay: number;
}

export interface Airport {
  readonly iata: string;
  readonly name: string;
  readonly city: string;
  readonly state: string;
  readonly country: string;
  /** As the source writes it: the programs parse it. */
  readonly latitude: string;
  readonly longitude: string;
  /** Sorted, without duplicates. */
  readonly destinations: readonly string[];
  /** Up to three distances, descending. */
  readonly longest: readonly number[];
  /** Departures by month, in the order of months. */
  readonly months: ReadonlyMap<string, number>;
}

export interface Dataset {
  readonly airports: readonly Airport[];
  readonly flights: readonly Flight[];
}

const flightSource = z.array(
  z.object({
    date: z.string().regex(/^\d{4}\/\d\d\/\d\d \d\d:\d\d$/),
    delay: z.int().min(-32768).max(32767),
    distance: z.int(),
    origin: z.string(),
    destination: z.string(),
  }),
);

const airportSource = z.array(
  z.object({
    iata: z.string(),
    name: z.string(),
    city: z.string(),
    state: z.string(),
    country: z.string(),
    latitude: z.string(),
    longitude: z.string(),
  }),
);

type AirportSource = z.infer<typeof airportSource>[number];

/** Reads the flights and those airports that they use out of npm `vega-datasets`. */
export async function readDataset(): Promise<Dataset> {
  const source = join(dirname(createRequire(import.meta.url).resolve('vega-datasets')), '..', 'data');
  const [flightsText, airportsText] = await Promise.all([
    readFile(join(source, 'flights-20k.json'), 'utf8'),
    readFile(join(source, 'airports.csv'), 'utf8'),
  ]);
  return shapeDataset(
    flightSource.parse(JSON.parse(flightsText)),
    airportSource.parse([...csvParse(airportsText)]),
  );
}

/** Numbers the flights and gives each airport in use what its own departures tell about it. */
export function shapeDataset(
  flightRows: z.infer<typeof flightSource>,
  airportRows: readonly AirportSource[],
): Dataset {
  const flights = flightRows.map(({ date, ...row }, flight): Flight => {
    const [day = '', time = ''] = date.replaceAll('/', '-').split(' ');
    return { flight, departedAt: Date.parse(`${day}T${time}:00Z`), month: day.slice(0, 7), ...row };
  });
  const known = new Map(airportRows.map((row) => [row.iata, row]));
  const codes = new Set(flights.flatMap((flight) => [flight.origin, flight.destination]));
  const departures = groupBy(flights, (flight) => flight.origin);
  const airports = [...codes].sort().map((iata) => {
    const about = known.get(iata);
    if (!about) throw new Failure('artifact', `the data set has flights of ${iata} and no such airport`);
    return describeAirport(about, departures.get(iata) ?? []);
  });
  return { airports, flights };
}

function describeAirport(about: AirportSource, departures: readonly Flight[]): Airport {
  const byMonth = groupBy(departures, (flight) => flight.month);
  return {
    ...about,
    destinations: [...new Set(departures.map((flight) => flight.destination))].sort(),
    longest: departures
      .map((flight) => flight.distance)
      .sort((one, other) => other - one)
      .slice(0, 3),
    months: new Map([...byMonth.keys()].sort().map((month) => [month, byMonth.get(month)?.length ?? 0])),
  };
}

/** The items of each key, in the order in which the keys first appear. */
export function groupBy<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** A list, or `-` when it is empty: no cell of the files is empty. */
export function cell(items: readonly (string | number)[]): string {
  return items.length > 0 ? items.join(',') : '-';
}

export function monthsCell(months: ReadonlyMap<string, number>): string {
  return cell([...months].map(([month, departures]) => `${month}:${departures}`));
}

const airportColumns = [
  'iata',
  'name',
  'city',
  'state',
  'country',
  'latitude',
  'longitude',
  'destinations',
  'longest',
  'months',
];
const flightColumns = ['flight', 'departed_at', 'month', 'origin', 'destination', 'distance', 'delay'];

/** Writes the files that the programs read: airports.tsv, flights.tsv and schema.cql. */
export async function writeDataset(dataset: Dataset, directory: string): Promise<void> {
  const airports = dataset.airports.map((each) => [
    ...[each.iata, each.name, each.city, each.state, each.country, each.latitude, each.longitude],
    ...[cell(each.destinations), cell(each.longest), monthsCell(each.months)],
  ]);
  const flights = dataset.flights.map((each) => [
    ...[each.flight, each.departedAt, each.month, each.origin, each.destination, each.distance, each.delay],
  ]);
  await mkdir(directory, { recursive: true });
  await Promise.all([
    writeFile(join(directory, 'airports.tsv'), table(airportColumns, airports)),
    writeFile(join(directory, 'flights.tsv'), table(flightColumns, flights)),
    copyFile(join(repositoryRoot, 'examples', 'schema.cql'), join(directory, 'schema.cql')),
  ]);
}

/** Lines of tab-separated cells under one header line. */
export function table(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  for (const row of rows) {
    if (row.every((value) => value !== '' && !/[\t\n\r]/.test(String(value)))) continue;
    throw new Failure('artifact', `the data set has a row that cannot be written as text: ${row.join('|')}`);
  }
  return [columns, ...rows].map((row) => `${row.join('\t')}\n`).join('');
}
