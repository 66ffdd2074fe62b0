import type { Client } from './client';
import type { DefaultExecutionOptions } from './execution-options';
import type { PreparedStatement } from './prepared-statement';
import type { NamedValues } from './request-writer';

/** Makes the routing key that a user gave, or told the parameters of, known to the policies. */
export function routeText(
  client: Client,
  options: DefaultExecutionOptions,
  params: unknown[] | NamedValues | null,
): void {
  if (!options.getRoutingKey() && !options.getRoutingIndexes() && !options.getRoutingNames()) return;
  const encoder = client.controlConnection.getEncoder();
  if (!params || Array.isArray(params)) return encoder.setRoutingKeyFromUser(params, options);
  const { keys, values } = params;
  const pairs = keys.map((name, i) => ({ name, value: values[i] }));
  encoder.setRoutingKeyFromUser(pairs, options, Object.fromEntries(keys.map((name, i) => [name, i])));
}

/** Makes known to the policies in which keyspace, and in which partition, the rows of a prepared statement are. */
export function routePrepared(
  client: Client,
  options: DefaultExecutionOptions,
  statement: PreparedStatement,
  params: unknown[] | null,
): void {
  const { meta } = statement;
  const encoder = client.controlConnection.getEncoder();
  if (!options.getKeyspace() && meta.keyspace) options.setKeyspace(meta.keyspace);
  if (options.getRoutingKey()) return encoder.setRoutingKeyFromUser(params, options);
  options.setRoutingIndexes(meta.partitionKeys);
  encoder.setRoutingKeyFromMeta(meta, params ?? [], options);
}
