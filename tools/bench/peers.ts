import { join } from 'node:path';
import { install, pythonDriver, pythonTools } from '../legacy/install.js';
import { run } from '../shell.js';
import { client, crateAlone, node, type Subject, type SubjectOptions } from './subject.js';
import type { Language } from './workloads.js';

/** Drivers of others that a registry has, beside the legacy ones. */
export async function peers(language: Language, options: SubjectOptions): Promise<readonly Subject[]> {
  switch (language) {
    case 'node':
      return [await lambdaGroup(options)];
    case 'python':
      return [
        await asyncio('scylladb-rs-driver 0.2.0', 'with_scylladb_rs'),
        await asyncio('acsylla 1.2.0', 'with_acsylla', {
          vectors: 'it has no vector type and gives the bytes of one',
        }),
      ];
    case 'rust':
      return [await crateAlone(options)];
    default:
      return [noPeer];
  }
}

const noPeer: Subject = {
  name: 'a peer',
  command: () => ({ file: 'false', args: [], env: {} }),
  cannot: () => 'no registry has another driver for C or C++',
};

const lambdaGroupCannot: Readonly<Record<string, string>> = {
  'columns-50': 'it panics on a timestamp',
  uuids: 'it panics on a timestamp',
  vectors: 'it has no vector type',
  'blob-insert': 'it takes no blob as a parameter',
  paging: 'it reads one page and has no way to the next',
  'connection-storm': 'it has nothing that closes a session',
};

async function lambdaGroup({ signal }: SubjectOptions): Promise<Subject> {
  const name = '@lambda-group/scylladb';
  const version = '0.7.1';
  const directory = await install(`node-peer-${version}`, async (draft) => {
    const npm = ['install', '--prefix', draft, '--no-audit', '--no-fund', '--ignore-scripts'];
    await run('npm', [...npm, '--save-exact', `${name}@${version}`], {
      kind: 'artifact',
      hint: 'npm could not install a peer; check the network and the registry',
      signal,
    });
  });
  const driver = join(directory, 'node_modules', name);
  const subject = node(`${name} ${version}`, client('node/with-lambda-group.mjs'), { BENCH_PEER: driver });
  return { ...subject, cannot: (workload) => lambdaGroupCannot[workload.name] };
}

/** A Python driver that has an interface of its own, and is asynchronous. */
async function asyncio(
  requirement: string,
  adapter: string,
  cannot: Readonly<Record<string, string>> = {},
): Promise<Subject> {
  const driver = await pythonDriver(requirement);
  const file = join(await pythonTools(), 'bin', 'python');
  return {
    name: requirement,
    command: (plan) => ({
      file,
      args: [client('python/asyncio_client.py'), adapter, JSON.stringify(plan)],
      env: { PYTHONPATH: driver, PYTHONDONTWRITEBYTECODE: '1' },
    }),
    cannot: ({ name }) => cannot[name],
  };
}
