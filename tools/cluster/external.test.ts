import { expect, test } from 'vitest';
import { externalCluster } from './external.js';

test('no variable, no external cluster', () => {
  expect(externalCluster({})).toBeUndefined();
});

test('contact points with and without ports', () => {
  expect(externalCluster({ UNICQL_CONTACT_POINTS: '10.0.0.1, 10.0.0.2:9042,[::1]:9042' })).toMatchObject({
    state: 'external',
    contactPoints: ['10.0.0.1', '10.0.0.2', '::1'],
    port: 9042,
    tls: null,
    auth: null,
  });
});

test('credentials and certificates come from the environment', () => {
  const environment = {
    UNICQL_CONTACT_POINTS: 'db',
    UNICQL_USERNAME: 'u',
    UNICQL_PASSWORD: 'p',
    UNICQL_TLS_CA: '/ca.pem',
  };
  expect(externalCluster(environment)).toMatchObject({
    auth: { username: 'u', password: 'p' },
    tls: { ca: '/ca.pem', clientAuth: false },
  });
});

test.each(['a:9042,b:9043', 'host:port', '::1', 'a,,b'])('%s is refused', (text) => {
  expect(() => externalCluster({ UNICQL_CONTACT_POINTS: text })).toThrow(/UNICQL_CONTACT_POINTS/);
});
