import * as auth from './auth';
import * as concurrent from './concurrent';
import * as datastax from './datastax';
import * as errors from './errors';
import * as geometry from './geometry';
import * as mapping from './mapping';
import * as metadata from './metadata';
import * as metrics from './metrics';
import * as policies from './policies';
import * as token from './token';
import * as tracker from './tracker';
import * as types from './types';

export { Client, type ArrayOrObject } from './client';
export { defaultOptions, type ClientOptions } from './client-options';
export { ClientState } from './metadata/client-state';
export { DseClientOptions, GraphOptions, GraphQueryOptions } from './datastax/graph/options';
export { Encoder } from './encoder';
export { ExecutionOptions, type QueryOptions } from './execution-options';
export { ExecutionProfile, type ExecutionProfileOptions } from './execution-profile';
export { BatchQuery } from './executor';
export { Host, HostMap } from './host';
export { EmptyCallback, ValueCallback } from './callback';
export { version } from './version';
export {
  auth,
  concurrent,
  datastax,
  errors,
  geometry,
  mapping,
  metadata,
  metrics,
  policies,
  token,
  tracker,
  types,
};
