import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDataset, shapeDataset, table, writeDataset } from './dataset.js';

const place = { name: 'Here', city: 'Town', state: 'TX', country: 'USA', latitude: '1.5', longitude: '-2' };
const airports = ['AAA', 'BBB', 'CCC', 'DDD'].map((iata) => ({ iata, ...place }));
const flights = [
  { date: '2001/02/01 00:10', delay: -5, distance: 300, origin: 'BBB', destination: 'CCC' },
  { date: '2001/01/31 23:59', delay: 20, distance: 900, origin: 'BBB', destination: 'AAA' },
  { date: '2001/01/01 00:00', delay: 0, distance: 900, origin: 'BBB', destination: 'AAA' },
  { date: '2001/01/01 00:01', delay: 0, distance: 100, origin: 'BBB', destination: 'AAA' },
];

describe('shapeDataset', () => {
  it('numbers the flights and takes their times as UTC', () => {
    const [first] = shapeDataset(flights, airports).flights;
    expect(first).toMatchObject({ flight: 0, month: '2001-02', delay: -5 });
    expect(new Date(first?.departedAt ?? NaN).toISOString()).toBe('2001-02-01T00:10:00.000Z');
  });

  it('keeps the airports in use only, sorted by code', () => {
    expect(shapeDataset(flights, airports).airports.map((airport) => airport.iata)).toEqual([
      'AAA',
      'BBB',
      'CCC',
    ]);
  });

  it('gives an airport what its departures tell', () => {
    const [, busy] = shapeDataset(flights, airports).airports;
    expect(busy?.destinations).toEqual(['AAA', 'CCC']);
    expect(busy?.longest).toEqual([900, 900, 300]);
    expect([...(busy?.months ?? [])]).toEqual([
      ['2001-01', 3],
      ['2001-02', 1],
    ]);
  });

  it('refuses flights of an airport that nobody knows', () => {
    expect(() => shapeDataset(flights, airports.slice(1))).toThrow('flights of AAA and no such airport');
  });
});

describe('table', () => {
  it.each([[''], ['a\tb'], ['a\nb']])('refuses the cell %j, which no program could read back', (value) => {
    expect(() => table(['column'], [[value]])).toThrow('cannot be written as text');
  });
});

describe('writeDataset', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'unicql-dataset-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('writes the files that examples/README.md describes', async () => {
    await writeDataset(shapeDataset(flights, airports), directory);
    const [airportLines, flightLines, schema] = await Promise.all(
      ['airports.tsv', 'flights.tsv', 'schema.cql'].map((name) => readFile(join(directory, name), 'utf8')),
    );
    expect(airportLines?.split('\n').slice(0, 3)).toEqual([
      'iata\tname\tcity\tstate\tcountry\tlatitude\tlongitude\tdestinations\tlongest\tmonths',
      'AAA\tHere\tTown\tTX\tUSA\t1.5\t-2\t-\t-\t-',
      'BBB\tHere\tTown\tTX\tUSA\t1.5\t-2\tAAA,CCC\t900,900,300\t2001-01:3,2001-02:1',
    ]);
    expect(flightLines?.split('\n').slice(0, 2)).toEqual([
      'flight\tdeparted_at\tmonth\torigin\tdestination\tdistance\tdelay',
      '0\t980986200000\t2001-02\tBBB\tCCC\t300\t-5',
    ]);
    expect(schema).toContain('CLUSTERING ORDER BY (departed_at DESC');
  });
});

describe('readDataset', () => {
  it('reads 20,000 flights between 224 airports', async () => {
    const dataset = await readDataset();
    expect(dataset.flights).toHaveLength(20_000);
    expect(dataset.airports).toHaveLength(224);
    expect(dataset.airports.find((airport) => airport.iata === 'BTR')?.name).toBe(
      'Baton Rouge Metropolitan, Ryan',
    );
  });
});
