import * as cassandra from '../../dist/index.js';
import { auth, concurrent, datastax, errors, mapping, metadata, policies, types } from '../../dist/index.js';
import type { Client, ClientOptions, ExecutionOptions, Host, HostMap } from '../../dist/index.js';
import type { DseClientOptions, EmptyCallback } from '../../dist/index.js';

import LoadBalancingPolicy = policies.loadBalancing.LoadBalancingPolicy;
import TableMetadata = metadata.TableMetadata;
import QueryTrace = metadata.QueryTrace;
import consistencies = types.consistencies;

/** States what type a value has. */
function is<T>(value: T): T {
  return value;
}

export class OwnPolicy extends LoadBalancingPolicy {
  private client!: Client;
  private hosts!: HostMap;

  override init(client: Client, hosts: HostMap, callback: EmptyCallback): void {
    [this.client, this.hosts] = [client, hosts];
    callback(null as never);
  }

  override getDistance(host: Host): types.distance {
    return host.datacenter === this.client.options.localDataCenter ? types.distance.local : 2;
  }

  override newQueryPlan(
    _keyspace: string,
    options: ExecutionOptions,
    callback: (error: Error, iterator: Iterator<Host>) => void,
  ): void {
    is<Buffer | Buffer[]>(options.getRoutingKey());
    is<types.consistencies>(options.getConsistency());
    is<number>(options.getReadTimeout());
    callback(null as never, this.hosts.values()[Symbol.iterator]());
  }
}

export class OwnAuthenticator implements auth.Authenticator {
  initialResponse(callback: (err: Error, token: Buffer) => void): void {
    callback(null as never, Buffer.alloc(0));
  }

  evaluateChallenge(challenge: Buffer, callback: (err: Error, token: Buffer) => void): void {
    callback(null as never, challenge);
  }

  onAuthenticationSuccess(): void {
    is<string>('done');
  }
}

export const options: ClientOptions = {
  contactPoints: ['127.0.0.1'],
  localDataCenter: 'dc1',
  policies: { loadBalancing: new OwnPolicy(), retry: new policies.retry.IdempotenceAwareRetryPolicy() },
  profiles: [new cassandra.ExecutionProfile('default', { consistency: consistencies.one })],
  queryOptions: { consistency: types.consistencies.quorum, prepare: true },
};
export const forDse: DseClientOptions = { ...options, graphOptions: { name: 'g' } };

export async function program(client: Client): Promise<void> {
  const result = is<types.ResultSet>(await client.execute('SELECT', [1], { prepare: true }));
  is<string>(result.first()['name']);
  for await (const row of result) is<types.Row>(row);
  client.execute('SELECT', [], (err: Error, page: types.ResultSet) => {
    if (err instanceof errors.ResponseError) is<number>(err.code);
    if (page.nextPage) page.nextPage();
  });
  const host = is<Host>(client.hosts.get('127.0.0.1:9042'));
  is<[string, string, string, string[]]>([host.datacenter, host.rack, host.cassandraVersion, host.tokens]);
  is<Host[]>(client.getReplicas('ks', Buffer.from('a')));
  const table = is<TableMetadata>(await client.metadata.getTable('ks', 't'));
  is<string[]>(table.partitionKeys.map((column) => column.name));
  is<QueryTrace>(await client.metadata.getTrace(types.Uuid.random()));
  is<string>(client.metadata.keyspaces['ks']!.strategy);
  const level: concurrent.Options = { concurrencyLevel: 2 };
  is<concurrent.ResultSetGroup>(await concurrent.executeConcurrent(client, 'INSERT', [[1]], level));
  const models = new mapping.Mapper(client, { models: { User: { tables: ['users'] } } });
  const found = await models.forModel<{ name: string }>('User').find({ name: mapping.q.in_(['a']) });
  is<{ name: string } | null>(found.first());
  is<datastax.graph.GraphResultSet>(await client.executeGraph('g.V()', { id: 1 }));
  is<ClientOptions>(cassandra.defaultOptions());
}

/** A provider that inherits from one of the driver passes on what it is given. */
export class NamedProvider extends auth.PlainTextAuthProvider {
  override newAuthenticator(endpoint: string, name: string): auth.Authenticator {
    return super.newAuthenticator(endpoint, name);
  }
}
