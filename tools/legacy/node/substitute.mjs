import { createRequire, Module } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';

/**
 * Lets `require('../../lib/…')` and `require('../..')` of a suite's files find the driver under test.
 * The suite itself stays as it is: only where its requests lead changes.
 */
export function substitute({ suite, driver, tools }) {
  const original = Module._resolveFilename;
  const fromTools = createRequire(resolve(tools, 'package.json'));
  const inSuite = (file) => file !== undefined && file.startsWith(resolve(suite) + sep);

  Module._resolveFilename = function (request, parent, ...rest) {
    if (!inSuite(parent?.filename)) return original.call(this, request, parent, ...rest);
    if (request.startsWith('.')) {
      const path = relative(dirname(resolve(suite)), resolve(dirname(parent.filename), request));
      if (inDriver(path)) return resolveInDriver(driver, path.split(sep).join('/'));
      return original.call(this, request, parent, ...rest);
    }
    if (Module.isBuiltin(request)) return original.call(this, request, parent, ...rest);
    if (sharedWithDriver.has(request)) return createRequire(driver.from).resolve(request);
    return fromTools.resolve(request);
  };
}

/** The suite compares values with classes of these, so it must see the copy that the driver uses. */
const sharedWithDriver = new Set(['long', 'adm-zip']);

const inDriver = (path) => /^(|index(\.js)?|package\.json|lib([\\/].*)?)$/.test(path);

/** As `require('cassandra-driver/lib/…')` in a user's program would be resolved. */
function resolveInDriver({ from, name }, path) {
  const load = createRequire(from);
  const request = path === '' || path.startsWith('index') ? name : `${name}/${path}`;
  return load.resolve(request);
}
