export { ClientMetrics } from './client-metrics';
export { DefaultMetrics } from './default-metrics';
