import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findJava, javaMajor } from '../cluster/java.js';
import { repositoryRoot } from '../root.js';
import { capture } from '../shell.js';
import { isAtLeast, versionIn } from './version.js';

export type PackageManager = 'apt' | 'dnf' | 'brew';

export interface Requirement {
  readonly id: string;
  readonly title: string;
  readonly needed: string;
  readonly why: string;
  /** Things that work without it say so themselves when they need it. */
  readonly optional?: true;
  /** Only the tests need it, so neither building nor starting asks for it. */
  readonly testsOnly?: true;
  /** What is there, or undefined when nothing that will do is. */
  readonly find: () => Promise<string | undefined>;
  readonly packages: Readonly<Partial<Record<PackageManager, readonly string[]>>>;
  /** How to get it where no package manager has it, or has one that is too old. */
  readonly otherwise?: string;
}

async function printed(
  command: string,
  args: readonly string[],
  input?: string,
): Promise<string | undefined> {
  const options = { cwd: repositoryRoot, ...(input === undefined ? {} : { input }) };
  const output = await capture(command, args, options).catch(() => undefined);
  return output?.exitCode === 0 ? `${output.stdout}\n${output.stderr}` : undefined;
}

function tool(command: string, minimum?: string, args: readonly string[] = ['--version']) {
  return async (): Promise<string | undefined> => {
    const text = await printed(command, args);
    if (text === undefined) return undefined;
    const version = versionIn(text);
    if (!minimum) return version ?? 'installed';
    return version && isAtLeast(version, minimum) ? version : undefined;
  };
}

async function findJdk(): Promise<string | undefined> {
  const java = await findJava().catch(() => undefined);
  if (!java) return undefined;
  const keytool = await access(join(java.home, 'bin', 'keytool')).then(
    () => true,
    () => false,
  );
  return keytool ? `${java.major} (${java.home})` : undefined;
}

async function findPython(): Promise<string | undefined> {
  const text = await printed('python3', ['-c', 'import sys, venv, ensurepip; print(sys.version.split()[0])']);
  const version = text && versionIn(text);
  return version && isAtLeast(version, '3.10') ? version : undefined;
}

const cpp20Program = '#include <concepts>\n#include <span>\nint main() { return std::span<int>{}.size(); }\n';

/** Whether the C++ compiler finds a header. */
function header(name: string) {
  return async (): Promise<string | undefined> => {
    const found = await printed('c++', ['-fsyntax-only', '-x', 'c++', '-'], `#include <${name}>\n`);
    return found === undefined ? undefined : 'installed';
  };
}

async function findCpp(): Promise<string | undefined> {
  const compiles = await printed('c++', ['-std=c++20', '-fsyntax-only', '-x', 'c++', '-'], cpp20Program);
  return compiles === undefined ? undefined : tool('c++')();
}

/** The path of a Chromium that runs, under any of its names. */
export async function chromium(): Promise<string | undefined> {
  for (const command of ['chromium', 'google-chrome', 'chromium-browser']) {
    const path = (await printed('sh', ['-c', 'command -v "$1"', 'sh', command]))?.trim();
    if (path && (await printed(path, ['--version']))) return path;
  }
  return undefined;
}

/** The Rust version that the repository pins. */
export async function pinnedRust(): Promise<string> {
  const text = await readFile(join(repositoryRoot, 'rust-toolchain.toml'), 'utf8');
  return /^channel\s*=\s*"([^"]+)"/m.exec(text)?.[1] ?? '1.95.0';
}

/** Everything that building, testing and starting the examples needs, in the order in which it is shown. */
export async function requirements(): Promise<Requirement[]> {
  const rust = await pinnedRust();
  return [
    {
      id: 'node',
      title: 'Node.js',
      needed: '20.20 or newer',
      why: 'runs this command and the Node driver',
      find: async () => (isAtLeast(process.versions.node, '20.20') ? process.versions.node : undefined),
      packages: {},
      otherwise: 'install Node.js 20.20 or newer from https://nodejs.org',
    },
    {
      id: 'rust',
      title: 'Rust',
      needed: `${rust} or newer`,
      why: 'builds the core',
      find: tool('cargo', rust),
      packages: {},
      otherwise: `install rustup from https://rustup.rs, then run: rustup toolchain install ${rust}`,
    },
    {
      id: 'c',
      title: 'C compiler and make',
      needed: 'any',
      why: 'builds the C driver and parts of the core',
      find: async () => ((await tool('make')()) ? tool('cc')() : undefined),
      packages: { apt: ['build-essential'], dnf: ['gcc', 'make'], brew: ['make'] },
    },
    {
      id: 'cpp',
      title: 'C++ compiler',
      needed: 'C++20',
      why: 'builds the C++ driver',
      find: findCpp,
      packages: { apt: ['build-essential'], dnf: ['gcc-c++'], brew: ['llvm'] },
    },
    {
      id: 'cmake',
      title: 'CMake',
      needed: '3.22 or newer',
      why: 'builds the C and C++ drivers',
      find: tool('cmake', '3.22'),
      packages: { apt: ['cmake'], dnf: ['cmake'], brew: ['cmake'] },
    },
    {
      id: 'pkg-config',
      title: 'pkg-config',
      needed: 'any',
      why: 'tests the C packages as users find them',
      find: tool('pkg-config'),
      packages: { apt: ['pkg-config'], dnf: ['pkgconf-pkg-config'], brew: ['pkgconf'] },
    },
    {
      id: 'python',
      title: 'Python with venv',
      needed: '3.10 or newer',
      why: 'builds the Python driver and runs ccm',
      find: findPython,
      packages: { apt: ['python3', 'python3-venv'], dnf: ['python3'], brew: ['python'] },
    },
    {
      id: 'jdk',
      title: 'JDK',
      needed: String(javaMajor),
      why: 'runs Cassandra',
      find: findJdk,
      packages: { apt: ['openjdk-17-jdk-headless'], dnf: ['java-17-openjdk-devel'], brew: ['openjdk@17'] },
    },
    {
      id: 'maven',
      title: 'Maven',
      needed: 'any',
      why: 'fetches Cassandra',
      find: tool('mvn'),
      packages: { apt: ['maven'], dnf: ['maven'], brew: ['maven'] },
    },
    {
      id: 'jansson',
      title: 'jansson',
      needed: 'any',
      why: 'reads JSON in the tests of the C driver',
      testsOnly: true,
      find: tool('pkg-config', undefined, ['--modversion', 'jansson']),
      packages: { apt: ['libjansson-dev'], dnf: ['jansson-devel'], brew: ['jansson'] },
    },
    {
      id: 'googletest',
      title: 'GoogleTest',
      needed: 'any',
      why: 'runs the tests of the C++ driver',
      testsOnly: true,
      find: header('gtest/gtest.h'),
      packages: { apt: ['libgtest-dev'], dnf: ['gtest-devel'], brew: ['googletest'] },
    },
    {
      id: 'nlohmann-json',
      title: 'JSON for Modern C++',
      needed: 'any',
      why: 'reads JSON in the tests of the C++ driver',
      testsOnly: true,
      find: header('nlohmann/json.hpp'),
      packages: { apt: ['nlohmann-json3-dev'], dnf: ['json-devel'], brew: ['nlohmann-json'] },
    },
    {
      id: 'clang-format',
      title: 'clang-format',
      needed: '14 or newer',
      why: 'checks the form of the C sources',
      testsOnly: true,
      find: tool('clang-format', '14'),
      packages: { apt: ['clang-format'], dnf: ['clang-tools-extra'], brew: ['clang-format'] },
    },
    {
      id: 'chromium',
      title: 'Chromium',
      needed: 'any',
      why: 'tests the pages that reports are',
      testsOnly: true,
      find: async () => {
        const command = await chromium();
        return command && tool(command)();
      },
      packages: { apt: ['chromium'], dnf: ['chromium'], brew: ['chromium'] },
    },
    {
      id: 'namespaces',
      title: 'network namespaces',
      needed: 'unshare, nsenter and ip',
      why: 'cluster up --isolated',
      optional: true,
      find: async () =>
        (await printed('unshare', [
          ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
          '--net',
          'ip',
          'link',
        ]))
          ? 'allowed'
          : undefined,
      packages: { apt: ['util-linux', 'iproute2'], dnf: ['util-linux', 'iproute'] },
    },
  ];
}
