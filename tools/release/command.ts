import { Command } from 'commander';
import { nodeReleaseCommand } from './node/command.js';

export function releaseCommand(): Command {
  return new Command('release')
    .description('build, pack, try and publish what users install')
    .addCommand(nodeReleaseCommand());
}
