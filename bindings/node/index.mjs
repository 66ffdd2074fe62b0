import driver from './dist/index.js';

export const {
  Client,
  ClientState,
  Encoder,
  ExecutionOptions,
  ExecutionProfile,
  auth,
  concurrent,
  defaultOptions,
  errors,
  metrics,
  policies,
  tracker,
  types,
  version,
} = driver;
export { driver as default };
