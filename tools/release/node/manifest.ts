import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { repositoryRoot } from '../../root.js';

/** Where the Node.js package is made. */
export const bindingRoot = join(repositoryRoot, 'bindings', 'node');

const manifestShape = z.looseObject({
  name: z.string(),
  version: z.string(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});

const bindingShape = manifestShape.extend({
  napi: z.looseObject({ binaryName: z.string(), targets: z.array(z.string()) }),
});

/** What a package.json says of a package. */
export type Manifest = z.infer<typeof manifestShape>;
/** What the package.json of the driver says besides. */
export type BindingManifest = z.infer<typeof bindingShape>;

export function parseManifest(text: string): Manifest {
  return manifestShape.parse(JSON.parse(text));
}

export async function readManifest(directory: string): Promise<Manifest> {
  return parseManifest(await readFile(join(directory, 'package.json'), 'utf8'));
}

export async function readBinding(directory = bindingRoot): Promise<BindingManifest> {
  return bindingShape.parse(JSON.parse(await readFile(join(directory, 'package.json'), 'utf8')));
}

interface NapiCli {
  parseTriple(triple: string): { readonly platformArchABI: string };
}

/** What napi calls the platform of a target of Rust: `linux-x64-gnu` for `x86_64-unknown-linux-gnu`. */
export function platformOf(target: string): string {
  const load = createRequire(join(bindingRoot, 'package.json'));
  return (load('@napi-rs/cli') as NapiCli).parseTriple(target).platformArchABI;
}

/** What the addon of a target is called. */
export function addonOf({ napi }: BindingManifest, target: string): string {
  return `${napi.binaryName}.${platformOf(target)}.node`;
}
