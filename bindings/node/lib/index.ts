import * as auth from './auth';
import * as concurrent from './concurrent';
import * as errors from './errors';
import * as metrics from './metrics';
import * as policies from './policies';
import * as tracker from './tracker';
import * as types from './types';

export { Client, type ArrayOrObject } from './client';
export { defaultOptions, type ClientOptions } from './client-options';
export { ClientState } from './client-state';
export { Encoder } from './encoder';
export { ExecutionOptions, type QueryOptions } from './execution-options';
export { ExecutionProfile, type ExecutionProfileOptions } from './execution-profile';
export type { BatchQuery } from './executor';
export type { Host, HostMap } from './host';
export type { EmptyCallback, ValueCallback } from './callback';
export { version } from './version';
export { auth, concurrent, errors, metrics, policies, tracker, types };
