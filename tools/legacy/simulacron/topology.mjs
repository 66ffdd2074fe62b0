/**
 * Simulacron answers queries on system tables only when they come as text; our core prepares its own. These primes give
 * the prepared ones the rows that simulacron has for itself.
 */

const nodeColumns = {
  host_id: 'uuid',
  rpc_address: 'inet',
  data_center: 'varchar',
  rack: 'varchar',
  tokens: 'set<varchar>',
};
const nodeNames = Object.keys(nodeColumns).join(', ');

const answer = (query, column_types, rows) => ({
  when: { query },
  then: { result: 'success', rows, column_types },
});

/** Tables that only ScyllaDB has: the answer is that of Cassandra. */
const absent = (query) => ({
  when: { query },
  then: { result: 'invalid', message: 'unconfigured table', ignore_on_prepare: false },
});

const text = 'varchar';

/** The columns that are asked for in tables of `system_schema`, in the order of the question. */
const schemaColumns = {
  keyspaces: { keyspace_name: text, replication: 'map<varchar,varchar>', durable_writes: 'boolean' },
  tables: { keyspace_name: text, table_name: text },
  views: { keyspace_name: text, view_name: text, base_table_name: text },
  types: { keyspace_name: text, type_name: text, field_names: 'list<varchar>', field_types: 'list<varchar>' },
  columns: {
    keyspace_name: text,
    table_name: text,
    column_name: text,
    kind: text,
    position: 'int',
    type: text,
  },
};

/** What every node answers alike. Simulacron has no keyspaces, so there are no rows. */
const schema = [
  ...Object.entries(schemaColumns).map(([table, columns]) =>
    answer(`SELECT ${Object.keys(columns).join(', ')} FROM system_schema.${table}`, columns, []),
  ),
  absent('SELECT keyspace_name, table_name, partitioner FROM system_schema.scylla_tables'),
  absent('SELECT keyspace_name, initial_tablets, consistency FROM system_schema.scylla_keyspaces'),
  absent('SELECT keyspace_name, initial_tablets FROM system_schema.scylla_keyspaces'),
];

function row({ host_id, address, peer_info = {} }, dataCenter) {
  return {
    host_id,
    rpc_address: address.slice(0, address.lastIndexOf(':')),
    data_center: peer_info.data_center ?? dataCenter,
    rack: peer_info.rack ?? 'rack1',
    tokens: String(peer_info.tokens ?? '').split(','),
  };
}

/** The primes of a cluster, as simulacron describes it: `path` says below `/prime` for whom each is. */
export function topologyPrimes({ id, name, data_centers }) {
  const nodes = data_centers.flatMap(({ id: dc, name: dataCenter, nodes: members }) =>
    members.map((node) => ({ path: `${id}/${dc}/${node.id}`, row: row(node, dataCenter) })),
  );
  return [
    ...schema.map((prime) => ({ path: `${id}`, prime })),
    ...nodes.flatMap((node) => {
      const local = { ...node.row, cluster_name: name };
      const peers = nodes.filter((other) => other !== node).map((other) => other.row);
      const localQuery = `SELECT ${nodeNames}, cluster_name FROM system.local WHERE key='local'`;
      return [
        answer(localQuery, { ...nodeColumns, cluster_name: 'varchar' }, [local]),
        answer(`SELECT ${nodeNames} FROM system.peers`, nodeColumns, peers),
      ].map((prime) => ({ path: node.path, prime }));
    }),
  ];
}
