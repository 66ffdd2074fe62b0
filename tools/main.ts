import { Command, CommanderError } from 'commander';
import { exitCodes, Failure } from './failure.js';

interface Verb {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** One line per verb. A verb's file is only loaded when the verb is used. */
const verbs: Readonly<Record<string, Verb>> = {
  cluster: {
    summary: 'start, look at and stop real Cassandra clusters',
    load: async () => (await import('./cluster/command.js')).clusterCommand(),
  },
  doctor: {
    summary: 'what this machine has and lacks, and how to install it',
    load: async () => (await import('./doctor/command.js')).doctorCommand(),
  },
  build: {
    summary: 'build the core and every binding',
    load: async () => (await import('./build.js')).buildCommand(),
  },
  start: {
    summary: 'run the flights program of every language on one cluster and compare',
    load: async () => (await import('./start/command.js')).startCommand(),
  },
  test: {
    summary: 'build everything, start clusters and run every suite',
    load: async () => (await import('./test/command.js')).testCommand(),
  },
  coverage: {
    summary: 'how many lines of core its tests run',
    load: async () => (await import('./verify/coverage.js')).coverageCommand(),
  },
  fuzz: {
    summary: 'feed broken bytes to everything in core that reads bytes of others',
    load: async () => (await import('./verify/fuzz.js')).fuzzCommand(),
  },
  sanitize: {
    summary: 'run tests where wrong memory and wrong order of threads are seen',
    load: async () => (await import('./verify/sanitize.js')).sanitizeCommand(),
  },
  chaos: {
    summary: 'harm a cluster of its own under load, and see that no acknowledged write is lost',
    load: async () => (await import('./chaos/command.js')).chaosCommand(),
  },
  soak: {
    summary: 'send a million mixed requests from one Node.js process, and see that nothing is left behind',
    load: async () => (await import('./soak/command.js')).soakCommand(),
  },
  bench: {
    summary: 'what a request costs on our drivers and on the legacy ones, measured in one run',
    load: async () => (await import('./bench/command.js')).benchCommand(),
  },
  instructions: {
    summary: 'count the instructions of the hot paths, and compare them with what is recorded',
    load: async () => (await import('./bench/instructions-command.js')).instructionsCommand(),
  },
  legacy: {
    summary: 'run the legacy drivers’ suites on them and on ours, and account for every test',
    load: async () => (await import('./legacy/command.js')).legacyCommand(),
  },
  generate: {
    summary: 'write the files that are generated from the tables of core',
    load: async () => (await import('./generate/command.js')).generateCommand(),
  },
  release: {
    summary: 'build, pack, try and publish what users install',
    load: async () => (await import('./release/command.js')).releaseCommand(),
  },
  tidy: {
    summary: 'hold every file against the style of the house',
    load: async () => (await import('./tidy/command.js')).tidyCommand(),
  },
};

const exitCodeTable = Object.values(exitCodes)
  .map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`)
  .join('\n');

/** Runs one verb and returns the exit code of the process. */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command('unicql-dev')
    .description('The one command of this repository.')
    .exitOverride()
    .showHelpAfterError('(add --help for usage)');
  const wanted = args.find((argument) => !argument.startsWith('-'));
  for (const [name, verb] of Object.entries(verbs)) {
    program.addCommand(name === wanted ? await verb.load() : new Command(name).description(verb.summary));
  }
  // Commander does not hand these down to commands that were built elsewhere.
  for (const command of everyCommand(program)) {
    command.copyInheritedSettings(program);
    command.addHelpText('after', `\nExit codes:\n    0  success\n${exitCodeTable}`);
  }

  try {
    await program.parseAsync([...args], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return report(error);
  }
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage.code;
  if (error instanceof Failure) {
    process.stderr.write(`${error.describe()}\n`);
    return error.exitCode;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return exitCodes.unexpected.code;
}
