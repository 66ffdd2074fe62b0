type Constructor = abstract new (...args: any[]) => object;

/**
 * Lets programs inherit from a class as they did before there were classes: with `util.inherits()` and
 * `Base.call(this)`.
 */
export function callable<T extends Constructor>(type: T, _context: ClassDecoratorContext<T>): T {
  const made = new Proxy(type, {
    apply(_type, self: object, args: unknown[]) {
      const instance = Reflect.construct(type, args) as object;
      Object.defineProperties(self, Object.getOwnPropertyDescriptors(instance));
    },
  });
  // The policies that the core knows are told by their constructors.
  Object.defineProperty(type.prototype, 'constructor', { value: made });
  return made;
}
