import { Command } from 'commander';
import { Failure } from '../failure.js';
import { repositoryRoot } from '../root.js';
import { findings } from './rules.js';
import { trackedFiles } from './tracked.js';

export function tidyCommand(): Command {
  return new Command('tidy')
    .description('hold every file against the style of the house')
    .action(async () => {
      const files = await trackedFiles(repositoryRoot);
      const found = findings(files);
      for (const { path, problem } of found) process.stdout.write(`${path} ${problem}\n`);
      if (found.length > 0) throw new Failure('untidy', `${found.length} findings`);
      process.stdout.write(`${files.length} files are tidy\n`);
    });
}
