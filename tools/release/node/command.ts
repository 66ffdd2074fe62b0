import { Command } from 'commander';
import { resolve } from 'node:path';
import { buildAll } from '../../build.js';
import { Failure } from '../../failure.js';
import { onInterrupt } from '../../interrupt.js';
import { terminalProgress } from '../../progress.js';
import { repositoryRoot } from '../../root.js';
import { tagOfWorkflow, uncommitted } from '../tree.js';
import { buildAddon } from './addon.js';
import { packNode } from './pack.js';
import { tryPackages } from './project.js';
import { publishNode } from './publish.js';
import { disagreements, readVersions } from './version.js';

const path = (text: string): string => resolve(text);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

export function nodeReleaseCommand(): Command {
  return new Command('node')
    .description('the npm package, and one with the native part for each platform')
    .addCommand(checkCommand())
    .addCommand(buildCommand())
    .addCommand(packCommand())
    .addCommand(tryCommand())
    .addCommand(publishCommand());
}

function checkCommand(): Command {
  return new Command('check')
    .description('see whether a release can be made of this checkout')
    .option('--tag <tag>', 'the tag of the release; default: that of the workflow, if it runs for one')
    .action(async ({ tag = tagOfWorkflow() }: { tag?: string }) => {
      const versions = await readVersions(repositoryRoot);
      const changed = await uncommitted(repositoryRoot);
      const found = disagreements(versions, tag);
      if (changed.length > 0) found.push(`not committed:\n${changed.join('\n')}`);
      if (found.length > 0) {
        throw new Failure('release', `no release can be made of this checkout`, {
          details: found.join('\n'),
        });
      }
      print(`${versions.package} can be released`);
    });
}

function buildCommand(): Command {
  return new Command('build')
    .description('build the native part for one platform')
    .requiredOption('--target <triple>', 'a target of Rust that the package has')
    .requiredOption('--output <directory>', 'where the addon goes', path)
    .action(async ({ target, output }: { target: string; output: string }) => {
      print(await terminalProgress().step(target, () => buildAddon(target, output)));
    });
}

interface PackFlags {
  readonly addons: string;
  readonly output: string;
  readonly partial?: boolean;
  readonly build: boolean;
}

function packCommand(): Command {
  return new Command('pack')
    .description('make the tarballs of the driver and of its native parts')
    .requiredOption('--addons <directory>', 'where the addons of all targets are', path)
    .requiredOption('--output <directory>', 'where the tarballs go', path)
    .option('--partial', 'leave out the targets that have no addon')
    .option('--no-build', 'pack the JavaScript that was built last')
    .action(async ({ build, ...order }: PackFlags) => {
      const progress = terminalProgress();
      const projects = ['@unicql/cassandra-driver'];
      if (build) await onInterrupt((signal) => buildAll({ tests: false, projects, progress, signal }));
      for (const tarball of await packNode(order)) print(tarball);
    });
}

function tryCommand(): Command {
  return new Command('try')
    .description('install the tarballs into an empty project on this machine, and let the driver work')
    .argument('<packages>', 'the directory of the tarballs', path)
    .action(async (packages: string) => print(`${await tryPackages(packages)} works here`));
}

interface PublishFlags {
  readonly provenance: boolean;
  readonly dryRun?: boolean;
}

function publishCommand(): Command {
  return new Command('publish')
    .description('publish the tarballs to the registry that npm is set to')
    .argument('<packages>', 'the directory of the tarballs', path)
    .option('--no-provenance', 'do not say where they were built')
    .option('--dry-run', 'do all but send')
    .addHelpText(
      'after',
      '\nWhat is published already is left out, so a release that stopped can be started again.',
    )
    .action((packages: string, flags: PublishFlags) => publishNode({ packages, ...flags, tell: print }));
}
