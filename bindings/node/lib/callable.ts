import { EventEmitter } from 'node:events';

type Constructor = abstract new (...args: any[]) => object;

/**
 * Lets programs inherit from a class as they did before there were classes: with `util.inherits()` and
 * `Base.call(this)`, which compilers write as well for classes where they are told to.
 */
export function callable<T extends Constructor>(type: T, _context: ClassDecoratorContext<T>): T {
  return withCall(type, (self, args) => {
    const instance = Reflect.construct(type, args, self.constructor) as object;
    Object.defineProperties(self, Object.getOwnPropertyDescriptors(instance));
  });
}

const classes = new WeakMap<object, NewableFunction>();

/** The class that calls of a callable one lead to, which is the one that stands in stack traces; else undefined. */
export function classBehind(type: object): NewableFunction | undefined {
  return classes.get(type);
}

/** The object that the next emitter is made of, instead of a new one. */
let adopted: object | null = null;

/** What classes that are `callableInPlace` inherit from. */
export const AdoptingEmitter = new Proxy(EventEmitter, {
  construct(_type, args, newTarget): object {
    const self = adopted;
    if (!self) return Reflect.construct(EventEmitter, args, newTarget) as object;
    adopted = null;
    EventEmitter.call(self as EventEmitter);
    return self;
  },
});

/** The same for emitters that give themselves to others while they are made: a copy would not be what those know. */
export function callableInPlace<T extends Constructor>(type: T, _context: ClassDecoratorContext<T>): T {
  return withCall(type, (self, args) => {
    adopted = self;
    try {
      Reflect.construct(type, args);
    } finally {
      adopted = null;
    }
  });
}

function withCall<T extends Constructor>(type: T, call: (self: object, args: unknown[]) => void): T {
  const made = new Proxy(type, {
    apply(_type, self: object | undefined, args: unknown[]) {
      if (!(self instanceof type))
        throw new TypeError(`Class constructor ${type.name} cannot be invoked without 'new'`);
      call(self, args);
    },
  });
  classes.set(made, type);
  // The policies that the core knows are told by their constructors.
  Object.defineProperty(type.prototype, 'constructor', { value: made });
  return made;
}
