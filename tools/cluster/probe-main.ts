import { endpointSchema, probe } from './probe.js';

/** One probe as a process of its own, for clusters whose addresses exist in another network namespace. */
const endpoint = endpointSchema.parse(JSON.parse(process.argv[2] ?? ''));
process.exitCode = (await probe(endpoint)) ? 0 : 1;
