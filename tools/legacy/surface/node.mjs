import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';

// Prints the public names of a package as JSON: `module > Class#method`, `module > Class.static`, `module > value`.
const [from, name, whose] = process.argv.slice(2);
const inherits = whose === 'inherited';
const names = new Set();
const hidden = /^(_|constructor$|length$|name$|prototype$|super_$|arguments$|caller$)/;
const builtIn = new Set(
  [Object, Function, Error, Array, Map, Set, EventEmitter, Readable, Readable.prototype.constructor].flatMap(
    (each) => [each.prototype, each],
  ),
);
builtIn.add(Object.getPrototypeOf(Readable.prototype)).add(Object.getPrototypeOf(Uint8Array.prototype));

const publicNames = (object) =>
  Object.getOwnPropertyNames(object).filter((key) => !hidden.test(key) && Number.isNaN(Number(key)));

/** The names on an object and, where wanted, on what it inherits from, up to what the language itself has. */
function reachable(object) {
  const found = [];
  for (let each = object; each && !builtIn.has(each); each = Object.getPrototypeOf(each)) {
    found.push(...publicNames(each));
    if (!inherits) break;
  }
  return found;
}

const valueOf = (object, key) => {
  try {
    return object[key];
  } catch {
    return undefined;
  }
};

function walk(path, value, above) {
  if (path !== '') names.add(path);
  const dot = path === '' ? '' : `${path}.`;
  if (typeof value === 'function') {
    for (const key of reachable(value)) names.add(`${dot}${key}`);
    if (value.prototype) for (const key of reachable(value.prototype)) names.add(`${path}#${key}`);
    return;
  }
  if (typeof value !== 'object' || value === null || above.includes(value) || above.length > 4) return;
  // An instance of a class is a value, not a namespace.
  const plain = Object.getPrototypeOf(value);
  if (plain !== Object.prototype && plain !== null && path !== '') return;
  for (const key of publicNames(value)) walk(`${dot}${key}`, valueOf(value, key), [...above, value]);
}

walk('', createRequire(from)(name), []);
/** The first name stands for the module; what is exported at the top is in the module of its own name. */
const identify = (path) => `${path.split(/[.#]/)[0]} > ${path}`;
process.stdout.write(JSON.stringify([...names].map(identify).sort()));
// A driver may keep threads or timers of its own.
process.exit(0);
