import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.js';
import { capture } from '../shell.js';

export const javaMajor = 17;

export interface Java {
  readonly home: string;
  readonly major: number;
}

export const javaHint = 'run `unicql-dev doctor --install`, or set JAVA_HOME to a JDK 17';

/** Reads what `java -XshowSettings:properties -version` prints. */
export function parseJavaSettings(text: string): Java | undefined {
  const home = /^\s*java\.home = (.+)$/m.exec(text)?.[1];
  const version = /^\s*java\.specification\.version = (?:1\.)?(\d+)/m.exec(text)?.[1];
  return home && version ? { home: home.trim(), major: Number(version) } : undefined;
}

async function inspect(command: string, environment: NodeJS.ProcessEnv): Promise<Java | undefined> {
  const question = ['-XshowSettings:properties', '-version'];
  const output = await capture(command, question, { env: environment }).catch(() => undefined);
  return output && parseJavaSettings(output.stderr);
}

/** The JDK to run Cassandra with: JAVA_HOME, then the path, then where distributions install JDKs. */
export async function findJava(
  environment: NodeJS.ProcessEnv = process.env,
  installations = '/usr/lib/jvm',
): Promise<Java> {
  const installed = await readdir(installations).catch(() => []);
  const candidates = [
    ...(environment['JAVA_HOME'] ? [join(environment['JAVA_HOME'], 'bin', 'java')] : []),
    'java',
    ...installed.map((name) => join(installations, name, 'bin', 'java')),
  ];
  const found: Java[] = [];
  for (const candidate of candidates) {
    const java = await inspect(candidate, environment);
    if (java?.major === javaMajor) return java;
    if (java) found.push(java);
  }
  if (found.length === 0)
    throw new Failure('machine', `Cassandra needs Java ${javaMajor}, and there is no Java`, {
      hint: javaHint,
    });
  const majors = [...new Set(found.map((java) => java.major))].join(', ');
  throw new Failure('machine', `Cassandra needs Java ${javaMajor}, and there is only Java ${majors}`, {
    hint: javaHint,
  });
}
