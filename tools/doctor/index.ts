export { findingSchema, inspectMachine, missing, type Finding, type Inspection } from './inspect.js';
export { ensureMachine, type EnsureOptions } from './install.js';
