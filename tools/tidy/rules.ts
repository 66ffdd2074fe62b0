import { dirname, join, normalize } from 'node:path';

/** A file of the repository as git knows it. */
export interface TrackedFile {
  readonly path: string;
  readonly size: number;
  /** The text; empty for a binary file. */
  readonly text: string;
}

/** Something to mend, and how. */
export interface Finding {
  readonly path: string;
  readonly problem: string;
}

type Rule = (file: TrackedFile, paths: ReadonlySet<string>) => Iterable<string>;

const lineMax = 400;
const sizeMax = 256 * 1024;
const rootMax = 32;

/** Names that users import: they belong to the legacy driver. */
const legacyNames = new Set(['bindings/node/lib/utils.ts', 'bindings/python/cassandra/util.py']);

const generated = (path: string): boolean =>
  /^bindings\/c\/include\/\w+\.h$/.test(path) ||
  /(^|\/)generated\/|_generated\.|(^|\/)(package-lock|schema)\.json$|Cargo\.lock$|\/locks\//.test(path);
const code = (path: string): boolean => /\.(rs|ts|tsx|mjs|cjs|js|py|pyi|c|cc|h|hpp)$/.test(path);

/** Files that are longer than they should be and may only shrink: path → lines today. */
const longFiles: Readonly<Record<string, number>> = {};

function* length({ path, text }: TrackedFile): Iterable<string> {
  if (!code(path) || generated(path)) return;
  const lines = text.split('\n').length - 1;
  const limit = longFiles[path] ?? lineMax;
  if (lines > limit) yield `has ${lines} lines, at most ${limit}: give each noun a file of its own`;
}

function* size({ path, size: bytes }: TrackedFile): Iterable<string> {
  if (bytes > sizeMax && !generated(path)) yield `has ${bytes} bytes: large data is fetched, not committed`;
}

const vagueNames = /(^|\/)(utils?|helpers?|common|misc|manager)(\.|\/|$)/;

function* names({ path }: TrackedFile): Iterable<string> {
  if (vagueNames.test(path) && !legacyNames.has(path))
    yield 'says nothing by its name: call it after the noun it is about';
  if (/\.(ts|mjs|cjs)$/.test(path) && !/(^|\/)[a-z0-9.-]+$/.test(path)) yield 'is not in kebab-case';
  if (/\.(rs|py)$/.test(path) && !/(^|\/)[a-z0-9_-]+\.(rs|py)$/.test(path)) yield 'is not in snake_case';
}

const bannedWords: readonly (readonly [RegExp, string])[] = [
  [/\bFIXME\b/, 'finish it or file an issue'],
  [/\bTODO\b(?!\(#\d+\))/, 'write TODO(#issue), or finish it'],
  [/\bdbg!\(/, 'is for debugging'],
  [/\bconsole\.debug\(/, 'is for debugging'],
  [/={5,}\s*$|-{5,}\s*\*\/$/, 'is a banner: a file has one subject'],
];

function* words({ path, text }: TrackedFile): Iterable<string> {
  if (!code(path) || /(^|\/)tidy(\.test|\/rules)\.ts$/.test(path)) return;
  for (const [position, line] of text.split('\n').entries()) {
    for (const [pattern, advice] of bannedWords) {
      const found = pattern.exec(line);
      if (found) yield `line ${position + 1}: \`${found[0]}\`: ${advice}`;
    }
  }
}

function* seams({ path, text }: TrackedFile): Iterable<string> {
  if (!/^bindings\/[a-z]+\/src\//.test(path)) return;
  if (/\b(scylla(_cql)?|tokio)::/.test(text)) yield 'names scylla or tokio: only core does';
  const raw = /\b(Box|Arc|Rc|CString)::(from_raw|into_raw)\b/.exec(text);
  if (raw && path.startsWith('bindings/c/') && !path.endsWith('/ptr.rs')) {
    yield `uses ${raw[0]}: raw pointers live in ptr.rs`;
  }
}

const markdownLink = /\[[^\]]*\]\(([^)\s]+)\)/g;

function* links({ path, text }: TrackedFile, paths: ReadonlySet<string>): Iterable<string> {
  if (!path.endsWith('.md')) return;
  const prose = text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
  for (const [, target = ''] of prose.matchAll(markdownLink)) {
    if (/^[a-z]+:|^#/.test(target)) continue;
    const file = normalize(join(dirname(path), target.split('#')[0] ?? ''));
    const exists =
      paths.has(file) || [...paths].some((known) => known.startsWith(`${file.replace(/\/$/, '')}/`));
    if (!exists) yield `links to ${target}, which does not exist`;
  }
}

const rules: readonly Rule[] = [length, size, names, words, seams, links];

/** Holds the files against every rule. */
export function findings(files: readonly TrackedFile[]): Finding[] {
  const paths = new Set(files.map(({ path }) => path));
  const found = files.flatMap((file) =>
    rules.flatMap((rule) => [...rule(file, paths)].map((problem) => ({ path: file.path, problem }))),
  );
  const roots = new Set(files.map(({ path }) => path.split('/')[0]));
  if (roots.size > rootMax)
    found.push({ path: '.', problem: `has ${roots.size} entries, at most ${rootMax}` });
  for (const [path, lines] of Object.entries(longFiles)) {
    const now = files.find((file) => file.path === path)?.text.split('\n').length ?? 0;
    if (now - 1 < lines) found.push({ path, problem: `has shrunk: lower its number in longFiles` });
  }
  return found;
}
