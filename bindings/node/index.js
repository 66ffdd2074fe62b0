'use strict';
const driver = require('./dist/index.js');

/** Parts that lib/ has a file of another shape for. */
const apart = new Set(['metadata', 'token']);

// The names are copied into plain objects: test doubles can be put into these, and a default import is all of it.
module.exports = { ...require('./dist/index.js') };
for (const [name, part] of Object.entries(driver)) {
  if (part.__esModule) module.exports[name] = apart.has(name) ? { ...part } : require(`./lib/${name}`);
}
// Agents patch these files when they see them being required.
require('./lib/client.js');
