import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../root.js';
import { checksum } from './checksum.js';
import { readDataset, shapeDataset } from './dataset.js';
import { expect as expectationOf, type Expectation } from './expectation.js';

describe('the expectation of a small data set', () => {
  const place = { city: 'Town', country: 'USA', latitude: '40.65236278', longitude: '-0.0' };
  const airports = [
    { iata: 'AAA', name: 'One', state: 'CA', ...place },
    { iata: 'BBB', name: 'Two', state: 'TX', ...place },
  ];
  const flights = [
    { date: '2001/01/01 00:00', delay: 15, distance: 10, origin: 'BBB', destination: 'AAA' },
    { date: '2001/01/01 00:01', delay: -40, distance: 10, origin: 'AAA', destination: 'BBB' },
    { date: '2001/01/01 00:02', delay: 16, distance: 20, origin: 'BBB', destination: 'AAA' },
  ];
  const expected = expectationOf(shapeDataset(flights, airports));

  it('sums the canonical lines of every row', () => {
    expect(expected.rows).toBe(8);
    expect(expected.checksum).toBe(
      checksum([
        'airport\tAAA\tOne\tTown\tCA\tUSA\t404453809fa29d23\t8000000000000000\tBBB\t10\t2001-01:1',
        'airport\tBBB\tTwo\tTown\tTX\tUSA\t404453809fa29d23\t8000000000000000\tAAA\t20,10\t2001-01:2',
        'flight\t0\tBBB\tAAA\t978307200000\t10\t15',
        'flight\t1\tAAA\tBBB\t978307260000\t10\t-40',
        'flight\t2\tBBB\tAAA\t978307320000\t20\t16',
        'month\t2001-01\t3\t-9\tBBB',
        'total\tAAA\t1\t-40',
        'total\tBBB\t2\t31',
      ]),
    );
  });

  it('counts a flight as delayed after 15 minutes', () => {
    expect(expected.aggregates).toEqual({
      ...{ flights: 3, delayed: 1, delay_minutes: -9, distance: 40, california: 1 },
      busiest: [
        ['BBB', 2],
        ['AAA', 1],
      ],
    });
  });
});

describe('the page for those who write the program', () => {
  let page: string;
  let expected: Expectation;
  beforeAll(async () => {
    page = await readFile(join(repositoryRoot, 'examples', 'README.md'), 'utf8');
    expected = expectationOf(await readDataset());
  });

  it('names the checksum of the data set', () => {
    expect(page).toMatch(new RegExp(`\\| all +\\| 20,447 \\| \`${expected.checksum}\` \\|`));
    expect(expected.rows).toBe(20_447);
  });

  it('shows the aggregates of the data set', () => {
    const { delayed, delay_minutes: minutes, distance, busiest } = expected.aggregates;
    expect(page).toContain(`"delayed": ${delayed}, "delay_minutes": ${minutes}, "distance": ${distance}`);
    expect(page).toContain(
      `"busiest": [${busiest.map(([origin, count]) => `["${origin}", ${count}]`).join(', ')}]`,
    );
  });
});
