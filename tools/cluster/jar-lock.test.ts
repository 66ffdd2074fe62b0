import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compareJars, hashJars, knownVersions, readJarLock, verifyJars, type JarLock } from './jar-lock.js';

// The SHA-256 of 'one'.
const one = '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed';
const lock: JarLock = { version: '9.9', artifact: 'g:a', jars: { 'a.jar': one, 'b.jar': one } };

describe('jars against their lock', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'unicql-lock-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  test('are hashed by content, and only jars are', async () => {
    await writeFile(join(directory, 'a.jar'), 'one');
    await writeFile(join(directory, 'notes.txt'), 'one');
    expect(await hashJars(directory)).toEqual({ 'a.jar': one });
  });

  test('pass when they are exactly the locked ones', async () => {
    await writeFile(join(directory, 'a.jar'), 'one');
    await writeFile(join(directory, 'b.jar'), 'one');
    await verifyJars(lock, directory);
  });

  test('fail with every difference and what to do', async () => {
    await writeFile(join(directory, 'a.jar'), 'changed');
    await writeFile(join(directory, 'c.jar'), 'one');
    const failure = verifyJars(lock, directory);
    await expect(failure).rejects.toMatchObject({
      kind: 'artifact',
      message: 'the jars of Cassandra 9.9 are not the locked ones',
      hint: expect.stringContaining('cluster lock'),
      details: expect.stringMatching(/missing: b\.jar\nnot in the lock: c\.jar\ndifferent content: a\.jar/),
    });
  });

  test('a lock compares equal to itself', () => {
    expect(compareJars(lock, lock.jars)).toEqual([]);
  });
});

describe('the committed locks', () => {
  test('can be read and name the server itself', async () => {
    for (const version of await knownVersions()) {
      const { jars } = await readJarLock(version);
      expect(Object.keys(jars)).toContain(`cassandra-all-${version}.jar`);
    }
  });

  test('an unknown version is refused with the known ones', async () => {
    await expect(readJarLock('1.0')).rejects.toMatchObject({
      kind: 'usage',
      message: 'Cassandra 1.0 is not known here',
      hint: expect.stringContaining('5.0.5'),
    });
  });
});
