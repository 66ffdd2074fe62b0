import { z } from 'zod';
import { readFile } from 'node:fs/promises';
import { requirements, type PackageManager, type Requirement } from './requirements.js';

/** What `unicql-dev doctor --json` prints. */
export const findingSchema = z.object({
  id: z.string(),
  title: z.string(),
  needed: z.string(),
  why: z.string(),
  optional: z.boolean(),
  ok: z.boolean(),
  found: z.string().nullable(),
  /** What to run to get it; null when it is there. */
  install: z.string().nullable(),
});

export type Finding = z.infer<typeof findingSchema>;

export interface Inspection {
  readonly findings: readonly Finding[];
  readonly manager: PackageManager | undefined;
  /** The packages of this machine's manager that would fill the gaps. */
  readonly packages: readonly string[];
}

/** The package manager that this machine's system goes by. */
export function managerOf(osRelease: string, platform: NodeJS.Platform): PackageManager | undefined {
  if (platform === 'darwin') return 'brew';
  const names = [...osRelease.matchAll(/^ID(?:_LIKE)?=["']?([^"'\n]*)/gm)].flatMap((match) =>
    (match[1] ?? '').split(' '),
  );
  if (names.some((name) => name === 'debian' || name === 'ubuntu')) return 'apt';
  return names.some((name) => name === 'fedora' || name === 'rhel') ? 'dnf' : undefined;
}

const installCommands: Readonly<Record<PackageManager, string>> = {
  apt: 'apt-get install -y',
  dnf: 'dnf install -y',
  brew: 'brew install',
};

/** The exact line that gets packages on this machine. */
export function installLine(manager: PackageManager, packages: readonly string[]): string {
  const root = manager === 'brew' || process.getuid?.() === 0 ? '' : 'sudo ';
  return `${root}${installCommands[manager]} ${packages.join(' ')}`;
}

function advice(requirement: Requirement, manager: PackageManager | undefined): string {
  const packages = manager && requirement.packages[manager];
  if (manager && packages) return installLine(manager, packages);
  return (
    requirement.otherwise ??
    `install ${requirement.title} (${requirement.needed}) with the tools of your system`
  );
}

/** Looks at everything that the repository needs of a machine, with or without what only its tests need. */
export async function inspectMachine({ tests } = { tests: true }): Promise<Inspection> {
  const osRelease = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const manager = managerOf(osRelease, process.platform);
  const wanted = (await requirements()).filter((requirement) => tests || !requirement.testsOnly);
  const found = await Promise.all(wanted.map((requirement) => requirement.find()));
  const findings = wanted.map((requirement, index): Finding => {
    const value = found[index];
    return {
      id: requirement.id,
      title: requirement.title,
      needed: requirement.needed,
      why: requirement.why,
      optional: requirement.optional ?? false,
      ok: value !== undefined,
      found: value ?? null,
      install: value === undefined ? advice(requirement, manager) : null,
    };
  });
  const lacking = wanted.filter((requirement, index) => found[index] === undefined && !requirement.optional);
  const packages = manager ? lacking.flatMap((requirement) => requirement.packages[manager] ?? []) : [];
  return { findings, manager, packages: [...new Set(packages)] };
}

export function missing(inspection: Inspection): Finding[] {
  return inspection.findings.filter((finding) => !finding.ok && !finding.optional);
}
