type Namespace = Record<string, unknown> & { __esModule?: boolean };

const copies = new WeakMap<Namespace, Record<string, unknown>>();

/**
 * The names of a module in a plain object, the same one whenever it is asked for: test doubles can be put into it, and a
 * default import is all of it. Modules among its names are plain too.
 */
export function plainNamespace(module: Namespace): Record<string, unknown> {
  const known = copies.get(module);
  if (known) return known;
  const copy: Record<string, unknown> = {};
  copies.set(module, copy);
  for (const [name, value] of Object.entries(module))
    copy[name] = isModule(value) ? plainNamespace(value) : value;
  return copy;
}

function isModule(value: unknown): value is Namespace {
  return typeof value === 'object' && value !== null && (value as Namespace).__esModule === true;
}
