'use strict';
const { plainNamespace } = require('./dist/namespace.js');

// Imports of modules read the names from this form of export.
module.exports = { ...require('./dist/index.js') };
Object.assign(module.exports, plainNamespace(require('./dist/index.js')));
// Agents patch these files when they see them being required.
require('./lib/client.js');
require('./lib/request-execution.js');
require('./lib/request-execution.js');
