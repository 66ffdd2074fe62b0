import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findJava, parseJavaSettings } from './java.js';

const settings = (home: string, version: string): string =>
  `Property settings:\n    java.home = ${home}\n    java.specification.version = ${version}\n`;

test('the settings that Java prints', () => {
  expect(parseJavaSettings(settings('/opt/jdk', '17'))).toEqual({ home: '/opt/jdk', major: 17 });
  expect(parseJavaSettings(settings('/opt/jdk', '1.8'))).toEqual({ home: '/opt/jdk', major: 8 });
  expect(parseJavaSettings('command not found')).toBeUndefined();
});

describe('the JDK to use', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'unicql-java-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  const install = async (name: string, version: string): Promise<string> => {
    const home = join(root, name);
    await mkdir(join(home, 'bin'), { recursive: true });
    const java = join(home, 'bin', 'java');
    await writeFile(java, `#!/bin/sh\nprintf '${settings(home, version)}' >&2\n`);
    await chmod(java, 0o755);
    return home;
  };
  test('is JAVA_HOME when that is a 17', async () => {
    const home = await install('seventeen', '17');
    expect(await findJava({ JAVA_HOME: home, PATH: root }, '/nonexistent')).toEqual({ home, major: 17 });
  });

  test('is the one on the path, or where distributions install it, when JAVA_HOME is another version', async () => {
    const other = await install('other', '25');
    const home = await install('seventeen', '17');
    const onPath = { JAVA_HOME: other, PATH: join(home, 'bin') };
    expect(await findJava(onPath, '/nonexistent')).toEqual({ home, major: 17 });
    expect(await findJava({ JAVA_HOME: other, PATH: root }, root)).toEqual({ home, major: 17 });
  });

  test('is asked for when there is none, or only another version', async () => {
    await expect(findJava({ JAVA_HOME: '', PATH: root }, root)).rejects.toMatchObject({
      kind: 'machine',
      message: 'Cassandra needs Java 17, and there is no Java',
      hint: expect.stringContaining('JAVA_HOME'),
    });
    const other = await install('other', '25');
    await expect(findJava({ JAVA_HOME: other, PATH: root }, root)).rejects.toThrow(/there is only Java 25/);
  });
});
