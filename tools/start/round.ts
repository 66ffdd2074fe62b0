import type { Language } from './language.js';

export type StepName = 'write' | 'read' | 'drop';

/** One start of a program. */
export interface Run {
  readonly language: Language;
  readonly steps: readonly StepName[];
  /** Whose rows are read. */
  readonly reads: string;
}

/** Every language writes, and reads what the one before it wrote; the first reads last, what the last one wrote. */
export function roundOf(languages: readonly Language[]): Run[] {
  const [first] = languages;
  const last = languages.at(-1);
  if (!first || !last) return [];
  const runs = languages.map((language, position): Run => {
    const before = languages[position - 1];
    if (before) return { language, steps: ['write', 'read'], reads: before.name };
    return { language, steps: ['write'], reads: language.name };
  });
  return [...runs, { language: first, steps: ['read'], reads: last.name }];
}
