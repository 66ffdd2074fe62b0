import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { languageNames, parseLanguages, type Language } from '../../tools/start/language.js';
import { repositoryRoot } from '../../tools/root.js';

/** All of them; UNICQL_EXAMPLES_LANGUAGES may name some. */
export const languages = parseLanguages(process.env['UNICQL_EXAMPLES_LANGUAGES'] || languageNames.join(','));

/** What a language calls "nobody answers", as the programs print it. */
export const nobodyAnswers: Readonly<Record<Language['name'], string>> = {
  node: 'NoHostAvailableError',
  python: 'NoHostAvailable',
  c: 'No hosts available',
  cpp: 'NoHostAvailable',
};

export interface Ended {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Far more than the longest absence of a server that a program bears, on however busy a machine. */
const timeoutMs = 400_000;

export interface StartedProgram {
  readonly language: Language;
  /** Whether standard error came to contain the text before the program ended. */
  reached(text: string): Promise<boolean>;
  readonly ended: Promise<Ended>;
}

/** Starts `flights` of a language; one that hangs is killed, which its tests see as a signal. */
export function startFlights(language: Language, environment: Record<string, string>): StartedProgram {
  const [command, ...args] = language.command;
  const child = execa(command, args, {
    cwd: repositoryRoot,
    env: { FLIGHTS_WRITER: language.name, ...environment },
    stdin: 'ignore',
    reject: false,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  return {
    language,
    reached: (text) =>
      new Promise((resolve) => {
        let seen = '';
        child.stderr.on('data', (chunk) => {
          seen += String(chunk);
          if (seen.includes(text)) resolve(true);
        });
        child.stderr.on('end', () => resolve(false));
      }),
    ended: child.then(({ exitCode, signal, stdout, stderr }) => ({ exitCode, signal, stdout, stderr })),
  };
}

/** Runs `quickstart` of a language, which stands beside its `flights`. */
export async function runQuickstart({ name, command }: Language): Promise<Ended> {
  const [program, flights] = command;
  const directory = dirname(flights ?? program);
  const extensions: Partial<Record<Language['name'], string>> = { node: '.js', python: '.py' };
  const quickstart = join(directory, `quickstart${extensions[name] ?? ''}`);
  const [file, ...args] = flights === undefined ? [quickstart] : [program, quickstart];
  const { exitCode, signal, stdout, stderr } = await execa(file, args, {
    ...{ cwd: repositoryRoot, stdin: 'ignore', reject: false, timeout: timeoutMs },
  });
  return { exitCode, signal, stdout, stderr };
}
