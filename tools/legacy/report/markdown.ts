import type { Report } from './data.js';
import { percent } from './page.js';

/** The table of parity for a README. */
export function renderMarkdown({ languages }: Report): string {
  const rows = languages.flatMap(({ driver, language, parts, surface }) => {
    const names = `${surface.good} of ${surface.all} (${percent(surface)})`;
    if (parts.length === 0) return [`| ${language} | ${driver} | not measured yet | | ${names} |`];
    return parts.map(
      ({ part, good, all, ...rest }, index) =>
        `| ${index === 0 ? `${language} | ${driver}` : ' | '} | ${part} | ${good} of ${all} (${percent({ good, all, ...rest })}) | ${index === 0 ? names : ''} |`,
    );
  });
  return [
    '| language | legacy driver | part of its suite | tests that pass here | public names provided |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
