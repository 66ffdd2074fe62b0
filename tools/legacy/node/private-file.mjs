import { Module } from 'node:module';

let uses = 0;

/** How often something of a private file was used. */
export const privateUses = () => uses;

/**
 * Names a module that stands for a file that the driver under test does not have. It can be required, so that the other
 * tests of a file run; what is used of it throws.
 */
export function standIn(path) {
  const id = `private:${path}`;
  const module = new Module(id);
  Object.assign(module, { filename: id, loaded: true, exports: absent(path) });
  // Where `require` looks before it looks at files.
  Module._cache[id] = module;
  return id;
}

function absent(name) {
  const use = () => {
    uses++;
    throw new Error(`${name} is a private part of the legacy driver`);
  };
  return new Proxy(function () {}, {
    get: (target, key) =>
      typeof key === 'symbol' || key === 'prototype' ? target[key] : absent(`${name}#${key}`),
    apply: use,
    construct: use,
  });
}
