export * from './dist/index.js';
import * as driver from './dist/index.js';
export { driver as default };
