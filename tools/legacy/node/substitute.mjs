import { realpathSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import { standIn } from './private-file.mjs';

/**
 * Lets `require('../../lib/…')` and `require('../..')` of a suite's files find the driver under test.
 * The suite itself stays as it is: only where its requests lead changes.
 */
export function substitute({ suite: place, driver, tools }) {
  // Node.js names a module by its real path, also when the suite was reached through a link.
  const suite = realpathSync(place);
  const original = Module._resolveFilename;
  const fromTools = createRequire(resolve(tools, 'package.json'));
  const inSuite = (file) => file !== undefined && file.startsWith(suite + sep);

  Module._resolveFilename = function (request, parent, ...rest) {
    if (!inSuite(parent?.filename)) return original.call(this, request, parent, ...rest);
    if (request.startsWith('.')) {
      const path = relative(dirname(suite), resolve(dirname(parent.filename), request));
      if (inDriver(path)) return resolveInDriver(path.split(sep).join('/'), parent.filename);
      return original.call(this, request, parent, ...rest);
    }
    if (Module.isBuiltin(request)) return original.call(this, request, parent, ...rest);
    if (sharedWithDriver.has(request)) return createRequire(driver.from).resolve(request);
    return fromTools.resolve(request);
  };

  /** As `require('cassandra-driver/lib/…')` in a user's program would be resolved. */
  function resolveInDriver(path, asker) {
    const { from, name } = driver;
    const load = createRequire(from);
    if (path === '' || path.startsWith('index')) return load.resolve(name);
    try {
      return load.resolve(`${name}/${path}`);
    } catch {
      if (mayBorrow(path, relative(suite, asker))) return fromTools.resolve(`cassandra-driver/${path}`);
      return standIn(path);
    }
  }
}

/** The suite compares values with classes of these, so it must see the copy that the driver uses. */
const sharedWithDriver = new Set(['long', 'adm-zip']);

const inDriver = (path) => /^(|index(\.js)?|package\.json|lib([\\/].*)?)$/.test(path);

/**
 * The suite's helper is harness, not a test, so the tools that it takes from the legacy driver may stay. Integration
 * tests use three of them too, to loop and to wait; what they test is the client.
 */
function mayBorrow(path, asker) {
  if (asker === 'test-helper.js') return true;
  return /^integration[\\/]/.test(asker) && /^lib\/(utils|promise-utils|operation-state)(\.js)?$/.test(path);
}
