export { Cluster, ClusterNode, openCluster } from './cluster.js';
export { downCluster, type DownOptions, type DownResult } from './down.js';
export { ensureCcm } from './ccm.js';
export { ensureInstall, installedHome, type Install } from './install.js';
export { findJava, type Java } from './java.js';
export type { ClusterOptions } from './options.js';
export { clusterStatus } from './status.js';
export { clusterStatusSchema, type ClusterStatus } from './state.js';
export { upCluster, type UpOptions } from './up.js';
