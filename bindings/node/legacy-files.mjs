import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Writes the files that programs, test suites and agents ask for by path (`cassandra-driver/lib/client`), each of which
 * exports what the module of that name in dist/ has, in the shape that the path is known for. They lie in lib/ of the
 * package, because agents recognise the file that they patch by its place.
 */
const root = dirname(fileURLToPath(import.meta.url));

/** Paths that export one thing, with its name in the module of the same path or the one after the `#`. */
const single = {
  'auth/base-dse-authenticator': 'BaseDseAuthenticator',
  'auth/dse-gssapi-auth-provider': 'DseGssapiAuthProvider',
  'auth/dse-plain-text-auth-provider': 'DsePlainTextAuthProvider',
  'auth/no-auth-provider': 'auth/index#NoAuthProvider',
  client: 'Client',
  'control-connection': 'ControlConnection',
  'datastax/graph/custom-type-serializers': 'getCustomSerializers',
  'datastax/graph/graph-executor': 'GraphExecutor',
  'datastax/graph/result-set': 'GraphResultSet',
  encoder: 'Encoder',
  'geometry/geometry': 'Geometry',
  'geometry/line-string': 'LineString',
  'geometry/point': 'Point',
  'geometry/polygon': 'Polygon',
  'insights-client': 'InsightsClient',
  'mapping/cache': 'Cache',
  'mapping/mapper': 'Mapper',
  'mapping/mapping-handler': 'MappingHandler',
  'mapping/model-batch-mapper': 'ModelBatchMapper',
  'mapping/model-mapper': 'ModelMapper',
  'mapping/model-mapping-info': 'ModelMappingInfo',
  'mapping/result': 'Result',
  'mapping/result-mapper': 'ResultMapper',
  'mapping/tree': 'Tree',
  'metadata/aggregate': 'Aggregate',
  'metadata/client-state': 'ClientState',
  'metadata/data-collection': 'DataCollection',
  'metadata/event-debouncer': 'EventDebouncer',
  'metadata/index': 'Metadata',
  'metadata/materialized-view': 'MaterializedView',
  'metadata/schema-function': 'SchemaFunction',
  'metadata/schema-index': 'Index',
  'metadata/table-metadata': 'TableMetadata',
  'metrics/client-metrics': 'ClientMetrics',
  'metrics/default-metrics': 'DefaultMetrics',
  'operation-state': 'OperationState',
  'prepare-handler': 'prepared-cache#PreparedCache',
  'request-execution': 'RequestExecution',
  'request-handler': 'executor#Executor',
  'tracker/request-logger': 'RequestLogger',
  'tracker/request-tracker': 'RequestTracker',
  'types/big-decimal': 'BigDecimal',
  'types/duration': 'Duration',
  'types/inet-address': 'InetAddress',
  'types/integer': 'Integer',
  'types/local-date': 'LocalDate',
  'types/local-time': 'LocalTime',
  'types/mutable-long': 'MutableLong',
  'types/protocol-version': 'protocolVersion',
  'types/result-set': 'ResultSet',
  'types/result-stream': 'ResultStream',
  'types/row': 'Row',
  'types/time-uuid': 'TimeUuid',
  'types/tuple': 'Tuple',
  'types/uuid': 'Uuid',
  'types/vector': 'Vector',
  'types/version-number': 'VersionNumber',
};

/** Paths that export what the module of the same path, or the one named here, exports. */
const whole = {
  'auth/index': '',
  'auth/plain-text-auth-provider': 'auth/index',
  'auth/provider': 'auth/index',
  'client-options': '',
  'concurrent/index': 'concurrent',
  'datastax/cloud/index': '',
  'datastax/graph/graph-serializer': '',
  'datastax/graph/index': '',
  'datastax/graph/options': '',
  'datastax/graph/structure': '',
  'datastax/graph/type-serializers': '',
  'datastax/graph/wrappers': '',
  'datastax/index': '',
  'datastax/search/date-range': '',
  'datastax/search/index': '',
  errors: '',
  'execution-options': '',
  'execution-profile': '',
  'geometry/index': '',
  host: '',
  'mapping/index': '',
  'mapping/model-batch-item': '',
  'mapping/q': '',
  'mapping/table-mappings': '',
  'metadata/schema-parser': '',
  'metrics/index': '',
  'policies/address-resolution': '',
  'policies/index': '',
  'policies/load-balancing': '',
  'policies/reconnection': '',
  'policies/retry': '',
  'policies/speculative-execution': '',
  'policies/timestamp-generation': '',
  'promise-utils': '',
  token: '',
  tokenizer: '',
  'tracker/index': '',
  'types/index': '',
  utils: '',
};

/**
 * Methods that agents find by the text of these files, which they rewrite as they are loaded (New Relic 13 and later): a
 * function must be assigned to the name, and what the package calls must be that function.
 */
const assigned = {
  client: {
    connect: ['callback'],
    _execute: ['query', 'params', 'options'],
    _batch: ['queries', 'options'],
    shutdown: ['callback'],
  },
};

function assignments(path, name) {
  const methods = Object.entries(assigned[path] ?? {});
  return methods.map(
    ([method, parameters]) => `const { ${method} } = ${name}.prototype;
${name}.prototype.${method} = function (${parameters.join(', ')}) {
  return ${method}.call(${['this', ...parameters].join(', ')});
};
`,
  );
}

/** Folders whose typings have always named what is in them: `import { types } from 'cassandra-driver/lib/types'`. */
const named = new Set([
  'auth',
  'concurrent',
  'datastax',
  'datastax/graph',
  'datastax/search',
  'geometry',
  'mapping',
  'metadata',
  'metrics',
  'policies',
  'tracker',
  'types',
]);

/** The typing of a folder under its own name, when it has one. */
function namedTypes(path, place) {
  const folder = dirname(path);
  if (basename(path) !== 'index' || !named.has(folder)) return '';
  return `export * as ${basename(folder)} from '${place}';\n`;
}

function moduleOf(path, target) {
  const [module, name] = target.includes('#') ? target.split('#') : [path, target];
  return { module, name };
}

/** What a module in dist/ is called from the file of a path in lib/. */
const from = (path, module) =>
  relative(join('lib', dirname(path)), join('dist', module)).replaceAll('\\', '/');

function write(path, module, code, types) {
  // A part that is not in the sources has no path either.
  if (!existsSync(join(root, 'dist', `${module}.js`))) return;
  for (const [ending, text] of [
    ['.js', code],
    ['.d.ts', types],
  ]) {
    const file = join(root, 'lib', `${path}${ending}`);
    mkdirSync(dirname(file), { recursive: true });
    // Others may be reading it: what is right stays as it is.
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  }
}

for (const [path, target] of Object.entries(single)) {
  const { module, name } = moduleOf(path, target);
  const place = from(path, module);
  write(
    path,
    module,
    `'use strict';
const { ${name} } = require('${place}.js');
${assignments(path, name).join('')}module.exports = ${name};
`,
    namedTypes(path, place) || `import { ${name} } from '${place}';\nexport = ${name};\n`,
  );
}
for (const [path, target] of Object.entries(whole)) {
  const module = target || path;
  const place = from(path, module);
  write(
    path,
    module,
    // The last line is never done: imports of modules read the names from it.
    `'use strict';
const { plainNamespace } = require('${from(path, 'namespace')}.js');
module.exports = plainNamespace(require('${place}.js'));
0 && (module.exports = { ...require('${place}.js') });
`,
    `export * from '${place}';\n${namedTypes(path, place)}`,
  );
}
