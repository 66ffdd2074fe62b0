import * as graph from './graph';
import * as search from './search';

export { graph, search };
