import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { capture } from '../../shell.js';
import { type BinaryOptions, openBinary } from '../c/binary.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'unicql-binary-'));
  vi.stubEnv('UNICQL_CACHE', join(directory, 'cache'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true, force: true });
});

const at = (name: string): string => join(directory, name);
const open = (options: Partial<BinaryOptions>) =>
  openBinary({ driver: 'legacy', legacy: 'libcassandra 2.17.1', library: directory, ...options });

async function compile(output: string, source: string, ...options: readonly string[]): Promise<void> {
  await writeFile(at(`${output}.cpp`), source);
  execFileSync('c++', ['-o', at(output), at(`${output}.cpp`), ...options]);
}

/** A library with one function, under the name that programs look for. */
const library = (name: string) =>
  compile(
    'libcassandra.so.2',
    `extern "C" int ${name}() { return 7; }`,
    ...['-shared', '-fPIC', '-Wl,-soname,libcassandra.so.2'],
  );

/** A program that says what the suite says when it is asked for its version or its tests. */
const suite = (version: string, call: string) =>
  compile(
    'suite',
    `#include <cstdio>
     #include <cstring>
     ${call === '' ? '' : `extern "C" int ${call}();`}
     namespace datastax { namespace internal { namespace core {
     struct OpenSslContextFactory { [[gnu::weak]] static void internal_init(); };
     } } }
     ${call === '' ? '' : `const int before_main = ${call}();`}
     int main(int count, char** words) {
       if (count > 9 && &datastax::internal::core::OpenSslContextFactory::internal_init != nullptr)
         datastax::internal::core::OpenSslContextFactory::internal_init();
       if (std::strcmp(words[count - 1], "--gtest_list_tests") == 0) { std::puts("Basics.\\n  Paging"); return 0; }
       std::puts("Starting\\n  v${version}");
       return ${call === '' ? '0' : `count > 9 ? ${call}() : 0`};
     }`,
    ...(call === '' ? [] : [at('libcassandra.so.2')]),
  );

describe('a test binary is refused in one line', () => {
  test('when none is named', async () => {
    await expect(open({})).rejects.toThrow('name it with --binary');
  });

  test('when it is not there', async () => {
    await expect(open({ binary: at('absent') })).rejects.toThrow(`there is no test binary ${at('absent')}`);
  });

  test('when it is not executable', async () => {
    await writeFile(at('suite'), 'no program');
    await expect(open({ binary: at('suite') })).rejects.toThrow(`${at('suite')} is not executable`);
  });

  test('when it is no program', async () => {
    await library('cass_one');
    await writeFile(at('suite'), 'no program');
    await chmod(at('suite'), 0o755);
    await expect(open({ binary: at('suite') })).rejects.toThrow('is no program or library of this machine');
  });

  test('when it is another program', async () => {
    await library('cass_one');
    await suite('2.17.1', '');
    await expect(open({ binary: at('suite') })).rejects.toThrow('does not use libcassandra');
  });

  test('when it is of another version', async () => {
    await library('cass_one');
    await suite('2.16.0', 'cass_one');
    await expect(open({ binary: at('suite') })).rejects.toThrow(
      'is the suite of 2.16.0, not the suite of libcassandra 2.17.1',
    );
  });

  test('when the library is not there', async () => {
    await library('cass_one');
    await suite('2.17.1', 'cass_one');
    await rm(at('libcassandra.so.2'));
    await expect(open({ binary: at('suite') })).rejects.toThrow('there is no libcassandra.so.2 in');
  });

  test('when a baseline names no library', async () => {
    await suite('2.17.1', '');
    const options = { binary: at('suite'), driver: 'legacy', legacy: 'libcassandra 2.17.1' } as const;
    await expect(openBinary(options)).rejects.toThrow('with --library');
  });

  test('when the legacy library lacks symbols that it needs', async () => {
    await library('cass_one');
    await suite('2.17.1', 'cass_one');
    await library('cass_two');
    await expect(open({ binary: at('suite') })).rejects.toThrow(
      'lacks 1 symbols of the binary, first cass_one',
    );
  });
});

test('a binary that fits is opened with its tests and the library in front', async () => {
  await library('cass_one');
  await suite('2.17.1', 'cass_one');
  const { tests, environment } = await open({ binary: at('suite') });
  expect(tests).toEqual(['Basics > Paging']);
  expect(environment['LD_PRELOAD']).toBe(at('libcassandra.so.2'));
});

test('on our build a binary loads although functions are absent: the shim has them', async () => {
  await library('cass_one');
  await suite('2.17.1', 'cass_one');
  await library('cass_two');
  const { environment } = await open({ binary: at('suite'), driver: 'ours' });
  expect(environment['LD_PRELOAD']).toMatch(/libc-shim\.so:.*libc-absent\.so:.*libcassandra\.so\.2$/);
  const many = Array.from({ length: 10 }, () => 'x');
  const call = `ulimit -c 0; ${at('suite')} ${many.join(' ')}; exit 0`;
  const { stderr } = await capture('sh', ['-c', call], { env: environment });
  expect(stderr).toContain('not in this library: cass_one');
}, 60_000);
