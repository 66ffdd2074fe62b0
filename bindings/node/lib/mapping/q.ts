export * as q from './operators';
export { QueryAssignment, QueryOperator } from './query-operator';
