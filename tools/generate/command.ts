import { Command } from 'commander';
import { Failure } from '../failure.js';
import { repositoryRoot } from '../root.js';
import { renderAll, staleFiles, writeFiles } from './generate.js';

export function generateCommand(): Command {
  return new Command('generate')
    .description('write the files that are generated from the tables of core')
    .option('--check', 'write nothing; fail when a committed file is out of date')
    .action(async (flags: { readonly check?: boolean }) => {
      const files = await renderAll(repositoryRoot);
      const stale = await staleFiles(repositoryRoot, files);
      if (flags.check && stale.length > 0) {
        throw new Failure('stale', `out of date: ${stale.join(', ')}`, {
          hint: 'run `npx unicql-dev generate` and commit what it writes',
        });
      }
      if (!flags.check) await writeFiles(repositoryRoot, files, stale);
      const verb = flags.check ? 'checked' : `wrote ${stale.length} of`;
      process.stdout.write(`${verb} ${files.size} generated files\n`);
    });
}
