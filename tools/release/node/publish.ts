import { Failure } from '../../failure.js';
import { capture, run } from '../../shell.js';
import { type Package, readPackages } from './packages.js';

export interface PublishOrder {
  /** The directory of the tarballs. */
  readonly packages: string;
  /** Says where and from what each package was built; only workflows of GitHub that may ask for an identity can. */
  readonly provenance: boolean;
  /** Does all but send. */
  readonly dryRun?: boolean;
  readonly tell?: (line: string) => void;
}

/** Publishes what is not published yet: the native parts first, so that whoever gets the driver gets them too. */
export async function publishNode({
  packages,
  provenance,
  dryRun = false,
  tell = () => {},
}: PublishOrder): Promise<void> {
  if (provenance && !process.env['ACTIONS_ID_TOKEN_REQUEST_URL']) {
    throw new Failure('release', 'there is nobody here who vouches for where the packages come from', {
      hint: 'publish from the release workflow, or say --no-provenance',
    });
  }
  const { driver, platforms } = await readPackages(packages);
  for (const each of [...platforms, driver]) {
    const name = nameOf(each);
    if (await isPublished(name)) {
      tell(`${name} is there already`);
      continue;
    }
    const args = ['publish', each.tarball, '--access', 'public', '--tag', 'latest'];
    if (provenance) args.push('--provenance');
    if (dryRun) args.push('--dry-run');
    await run('npm', args, { kind: 'release' });
    tell(dryRun ? `${name} would be published` : `published ${name}`);
  }
}

function nameOf({ manifest }: Package): string {
  return `${manifest.name}@${manifest.version}`;
}

/** A version is never published twice, so a release that stopped half-way can be started again. */
async function isPublished(name: string): Promise<boolean> {
  const { exitCode, stdout, stderr } = await capture('npm', ['view', name, 'version', '--json']);
  // A registry that knows the package but not the version answers with nothing.
  if (exitCode === 0) return stdout.trim() !== '';
  if (`${stdout}${stderr}`.includes('E404')) return false;
  throw new Failure('release', `the registry does not say whether ${name} is published`, { details: stderr });
}
