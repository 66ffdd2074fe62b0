import { parse, stringify } from 'yaml';
import { storePassword, type Certificates } from './certificates.js';
import type { Install } from './install.js';
import type { ClusterShape } from './options.js';

/** cassandra.yaml settings of one cluster on top of its home's, as YAML for ccm; nothing when there are none. */
export function clusterSettings(
  shape: ClusterShape,
  install: Install,
  certificates: Certificates | null,
): string | undefined {
  const settings = {
    ...(install.ours ? {} : developmentSettings(install.version)),
    ...(shape.auth ? authSettings(install.version) : {}),
    ...(shape.durable ? durableSettings(install.version) : {}),
    ...parseSettings(shape.settings),
    ...(certificates ? { client_encryption_options: encryptionSettings(shape, certificates) } : {}),
  };
  return Object.keys(settings).length === 0 ? undefined : stringify(settings);
}

/** Settings as they were given on the command line, as values of YAML. */
export function parseSettings(settings: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, parse(value)]));
}

function authSettings(version: string): object {
  return {
    authenticator: 'PasswordAuthenticator',
    authorizer: 'CassandraAuthorizer',
    role_manager: 'CassandraRoleManager',
    // The defaults count replicas per data centre, which the keyspace of the logins knows nothing of.
    ...(hasUnits(version)
      ? { auth_read_consistency_level: 'ONE', auth_write_consistency_level: 'QUORUM' }
      : {}),
  };
}

function encryptionSettings(shape: ClusterShape, certificates: Certificates): object {
  return {
    enabled: true,
    optional: false,
    keystore: certificates.keystore,
    keystore_password: storePassword,
    truststore: certificates.truststore,
    truststore_password: storePassword,
    store_type: 'PKCS12',
    require_client_auth: shape.clientAuth,
  };
}

/** The server refuses a batch that has the period of the periodic mode too. */
function durableSettings(version: string): object {
  return {
    commitlog_sync: 'batch',
    ...(hasUnits(version) ? { commitlog_sync_period: '0ms' } : { commitlog_sync_period_in_ms: 0 }),
  };
}

/** What our own home has on and a release has off. */
function developmentSettings(version: string): object {
  return hasUnits(version)
    ? { user_defined_functions_enabled: true, materialized_views_enabled: true, sasi_indexes_enabled: true }
    : { enable_user_defined_functions: true };
}

/** 4.1 renamed the settings, gave them units and added those of the login's consistency. */
function hasUnits(version: string): boolean {
  return !/^(?:[0-3]\.|4\.0)/.test(version);
}
