import * as search from './search';

export { search };
