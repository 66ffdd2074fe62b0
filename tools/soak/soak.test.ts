import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { soak } from './soak.js';
import { complaints } from './verdict.js';

test('mixed requests leave nothing behind, and the process ends by itself', async () => {
  const contactPoints = process.env['UNICQL_CONTACT_POINTS'];
  if (!contactPoints) throw new Error('run it through `npm test`, or set UNICQL_CONTACT_POINTS');
  const report = await soak({
    contactPoint: contactPoints.split(',')[0]!,
    localDataCenter: 'dc1',
    keyspace: `soak_${randomBytes(4).toString('hex')}`,
    requests: 2000,
    concurrency: 32,
  });
  // So few requests say nothing about memory; the verb sends a million.
  expect(complaints({ ...report, memory: [], heap: [] })).toEqual([]);
  expect(report.requests).toBe(2000);
});
