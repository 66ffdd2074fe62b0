/** Legacy files that are one public object each. */
const objects = {
  'lib/auth': 'auth',
  'lib/client': 'Client',
  'lib/concurrent': 'concurrent',
  'lib/encoder': 'Encoder',
  'lib/errors': 'errors',
  'lib/geometry': 'geometry',
  'lib/mapping': 'mapping',
  'lib/mapping/mapper': 'mapping.Mapper',
  'lib/mapping/model-mapper': 'mapping.ModelMapper',
  'lib/mapping/result': 'mapping.Result',
  'lib/metadata': 'metadata.Metadata',
  'lib/metrics': 'metrics',
  'lib/policies': 'policies',
  'lib/policies/address-resolution': 'policies.addressResolution',
  'lib/policies/load-balancing': 'policies.loadBalancing',
  'lib/policies/reconnection': 'policies.reconnection',
  'lib/policies/retry': 'policies.retry',
  'lib/policies/speculative-execution': 'policies.speculativeExecution',
  'lib/policies/timestamp-generation': 'policies.timestampGeneration',
  'lib/tracker': 'tracker',
  'lib/types': 'types',
  'lib/types/big-decimal': 'types.BigDecimal',
  'lib/types/duration': 'types.Duration',
  'lib/types/inet-address': 'types.InetAddress',
  'lib/types/integer': 'types.Integer',
  'lib/types/local-date': 'types.LocalDate',
  'lib/types/local-time': 'types.LocalTime',
  'lib/types/protocol-version': 'types.protocolVersion',
  'lib/types/result-set': 'types.ResultSet',
  'lib/types/result-stream': 'types.ResultStream',
  'lib/types/row': 'types.Row',
  'lib/types/time-uuid': 'types.TimeUuid',
  'lib/types/tuple': 'types.Tuple',
  'lib/types/uuid': 'types.Uuid',
  'lib/types/vector': 'types.Vector',
};

/** Legacy files that export some public names, each from where the package has it. */
const collections = {
  'lib/client-options': { defaultOptions: 'defaultOptions' },
  'lib/execution-options': { ExecutionOptions: 'ExecutionOptions' },
  'lib/execution-profile': { ExecutionProfile: 'ExecutionProfile' },
  'lib/mapping/q': { q: 'mapping.q' },
  'lib/mapping/table-mappings': {
    TableMappings: 'mapping.TableMappings',
    DefaultTableMappings: 'mapping.DefaultTableMappings',
    UnderscoreCqlToCamelCaseMappings: 'mapping.UnderscoreCqlToCamelCaseMappings',
  },
  'lib/token': { Token: 'token.Token', TokenRange: 'token.TokenRange' },
};

const at = (driver, name) => name.split('.').reduce((object, key) => object?.[key], driver);

/** What a legacy file would export, built of a driver's public objects; undefined when it is private or not there. */
export function publicObject(driver, path) {
  const file = path.replace(/(\/index)?(\.js)?$/, '');
  if (file in objects) return at(driver, objects[file]);
  if (!(file in collections)) return undefined;
  const entries = Object.entries(collections[file]).map(([key, name]) => [key, at(driver, name)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
