import { Command } from 'commander';
import { exitCodes } from '../failure.js';
import { terminalProgress } from '../progress.js';
import { inspectMachine, missing, type Finding, type Inspection } from './inspect.js';
import { ensureMachine } from './install.js';

interface DoctorFlags {
  readonly install?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('what this machine has and lacks, and how to install it')
    .option('--install', 'install what is missing (Debian and Ubuntu)')
    .option('--yes', 'do not ask; CI=true means the same')
    .option('--json', 'print the result as JSON')
    .action(doctor);
}

async function doctor({ install, yes, json }: DoctorFlags): Promise<void> {
  const inspection = install
    ? await ensureMachine({ yes: yes ?? false, tests: true, progress: terminalProgress() })
    : await inspectMachine();
  print(inspection, json ?? false);
  if (missing(inspection).length > 0) process.exitCode = exitCodes.machine.code;
}

function print(inspection: Inspection, json: boolean): void {
  const text = json ? JSON.stringify(inspection.findings, null, 2) : inspection.findings.map(line).join('\n');
  process.stdout.write(`${text}\n`);
}

function line(finding: Finding): string {
  if (finding.ok) return `✔ ${finding.title} ${finding.found}`;
  const mark = finding.optional ? '○' : '✖';
  return `${mark} ${finding.title}: needed ${finding.needed}, ${finding.why}\n    ${finding.install}`;
}
