export { toCallback } from './callback';
export { delay, fromCallback, fromEvent, times } from './promise-flow';
