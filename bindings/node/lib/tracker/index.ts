export { RequestLogger, type RequestLoggerOptions } from './request-logger';
export { RequestTracker, type Latency } from './request-tracker';
