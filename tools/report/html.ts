import { readFile } from 'node:fs/promises';

/** Text as HTML shows it. */
export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export interface PageParts {
  readonly title: string;
  /** What stands under the title, as HTML. */
  readonly lead: string;
  readonly main: string;
  /** Rules that only this page needs. */
  readonly style?: string;
  /** What comes after the content, scripts for instance. */
  readonly end?: string;
}

/** A self-contained page in the style of all our reports: no request leaves it. */
export async function renderDocument({
  title,
  lead,
  main,
  style = '',
  end = '',
}: PageParts): Promise<string> {
  const shared = await readFile(new URL('page.css', import.meta.url), 'utf8');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<style>${shared}${style}</style>
</head>
<body>
<header>
<h1>${escape(title)}</h1>
<p>${lead}</p>
</header>
<main>
${main}
</main>
${end}</body>
</html>
`;
}
