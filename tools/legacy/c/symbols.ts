import { Failure } from '../../failure.js';
import { capture, tail } from '../../shell.js';

/** The dynamic symbols of a program or library. */
export interface Symbols {
  readonly defined: ReadonlySet<string>;
  /** What it needs from elsewhere, without symbols of versioned libraries such as the C library. */
  readonly needed: ReadonlySet<string>;
}

export async function symbolsOf(file: string): Promise<Symbols> {
  const { exitCode, stdout, stderr } = await capture('nm', ['--dynamic', file], {
    hint: 'run `unicql-dev doctor --install`',
  });
  if (exitCode !== 0) {
    throw new Failure('usage', `${file} is no program or library of this machine`, {
      details: tail(stderr, 1),
    });
  }
  const defined = new Set<string>();
  const needed = new Set<string>();
  for (const line of stdout.split('\n')) {
    const [, letter = '', name = ''] = /([A-Za-z]) (\S+)$/.exec(line.trim()) ?? [];
    if (name === '' || name.includes('@')) continue;
    // What is copied at the start from the library stands as defined in the program as well.
    if (letter === 'U') needed.add(name);
    else if (letter !== 'w') defined.add(name);
  }
  return { defined, needed };
}

/** Whether a symbol is the legacy library's: a public function, or C++ of its inside. */
export const isOfDriver = (name: string): boolean => /^(cass|dse)_|^_Z[A-Z]*N?K?8datastax/.test(name);

/** Whether a symbol is no function: a table or a description of a class. */
export const isData = (name: string): boolean => /^_ZT[VIS]/.test(name);
