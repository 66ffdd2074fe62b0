import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { shapeOf } from './options.js';
import { clusterSettings } from './settings.js';

const ours = { home: '/home', version: '5.0.5', ours: true };
const certificates = { ca: 'ca', certificate: 'c', key: 'k', keystore: '/k.p12', truststore: '/t.p12' };
const settingsOf = (...args: Parameters<typeof clusterSettings>): unknown =>
  parse(clusterSettings(...args) ?? '{}');

test('a plain cluster on our own home needs nothing more', () => {
  expect(clusterSettings(shapeOf({}), ours, null)).toBeUndefined();
});

test('an installed home gets the development settings under the names of its version', () => {
  expect(settingsOf(shapeOf({}), { ...ours, ours: false }, null)).toMatchObject({
    materialized_views_enabled: true,
  });
  expect(settingsOf(shapeOf({}), { ...ours, version: '4.0.11', ours: false }, null)).toEqual({
    enable_user_defined_functions: true,
  });
});

test('logins', () => {
  expect(settingsOf(shapeOf({ auth: true }), ours, null)).toMatchObject({
    authenticator: 'PasswordAuthenticator',
  });
});

test('encryption is never optional, and client certificates only when asked for', () => {
  const encryption = (clientAuth: boolean): unknown => ({
    client_encryption_options: expect.objectContaining({
      enabled: true,
      optional: false,
      require_client_auth: clientAuth,
    }),
  });
  expect(settingsOf(shapeOf({ tls: true }), ours, certificates)).toEqual(encryption(false));
  expect(settingsOf(shapeOf({ clientAuth: true }), ours, certificates)).toEqual(encryption(true));
});
