import { readFile } from 'node:fs/promises';
import type { LanguageReport, Report, Share } from './data.js';
import { escape, renderDocument } from '../../report/html.js';
import { reasonKinds } from '../ledger.js';

export function percent({ good, all }: Share): string {
  if (all === 0) return 'none';
  // Never 100 % while something is missing.
  return `${Math.floor((good / all) * 1000) / 10} %`;
}

/** All but the list of tests reads without scripts. */
export async function renderPage(report: Report): Promise<string> {
  const script = await readFile(new URL('page.browser.js', import.meta.url), 'utf8');
  const data = JSON.stringify(
    report.languages.map(({ language, tests, reasons }) => ({ language, tests, reasons })),
  );
  return renderDocument({
    title: 'Parity with the legacy drivers',
    lead: `Each legacy driver’s own suite, untouched, run against this build. Commit <code>${escape(report.commit)}</code>, written ${escape(report.generated)}.`,
    main: `${report.languages.map(languageSection).join('\n')}
${testsSection(report)}`,
    end: `<script type="application/json" id="data">${data.replaceAll('<', '\\u003c')}</script>
<script>${script}</script>
`,
  });
}

function languageSection(language: LanguageReport): string {
  const { title, driver, parts, surface, reasons } = language;
  const measured = parts.map(
    (part) => `${bar(`${part.part}: ${part.about}`, part, kindsOf(part, reasons))}
<p class="note">${escape(part.server === 'none' ? 'no server' : part.server)}; the legacy driver’s results are of ${escape(part.taken)}, ${runsText(part)}: ${escape(legacyText(part.legacy))}.</p>`,
  );
  return `<section aria-labelledby="${language.language}">
<h2 id="${language.language}">${escape(title)} <small>${escape(driver)}</small></h2>
${measured.length > 0 ? measured.join('\n') : '<p>Its suite has not been measured yet.</p>'}
${bar('public names', surface, { absent: surface.all - surface.good })}
${reasonTable(language)}
${historyTable(language)}
</section>`;
}

function runsText({ runs, reruns }: LanguageReport['parts'][number]): string {
  const again = reruns > 0 ? `, what failed ${reruns === 1 ? 'once' : `${reruns} times`} more` : '';
  return `${runs} ${runs === 1 ? 'run' : 'runs'}${again}`;
}

const legacyText = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, tests]) => tests > 0)
    .map(([kind, tests]) => `${tests} ${kind}`)
    .join(', ');

/** How many rows have a reason of each kind. */
function kindsOf(share: Share, reasons: LanguageReport['reasons']): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const [name, rows] of Object.entries(share.reasons)) {
    const kind = reasons[name]?.kind ?? 'no row';
    kinds[kind] = (kinds[kind] ?? 0) + rows;
  }
  return kinds;
}

/** A bar that says in words what it shows; the colours only repeat it. */
function bar(label: string, share: Share, rest: Readonly<Record<string, number>>): string {
  const order = [...reasonKinds, 'absent', 'no row'];
  const parts = order.filter((kind) => (rest[kind] ?? 0) > 0).map((kind) => [kind, rest[kind] ?? 0] as const);
  const text = [
    `${share.good} of ${share.all} (${percent(share)})`,
    ...parts.map(([kind, rows]) => `${rows} ${kind}`),
  ];
  const pieces = [['good', share.good] as const, ...parts].map(
    ([kind, rows]) => `<i class="${kind.replace(' ', '-')}" style="flex-grow:${rows}"></i>`,
  );
  return `<div class="measure"><p><b>${escape(label)}</b> <span>${escape(text.join(', '))}</span></p><div class="bar" aria-hidden="true">${pieces.join('')}</div></div>`;
}

function reasonTable({ reasons, parts }: LanguageReport): string {
  const total = (name: string): number => parts.reduce((sum, part) => sum + (part.reasons[name] ?? 0), 0);
  const rows = Object.entries(reasons)
    .map(([name, reason]) => ({ name, reason, tests: total(name) }))
    .filter(({ tests }) => tests > 0)
    .sort((one, other) => other.tests - one.tests)
    .map(
      ({ name, reason, tests }) =>
        `<tr><th scope="row">${escape(name)}</th><td>${escape(reason.kind)}</td><td class="number">${tests}</td><td>${escape(about(reason))}</td></tr>`,
    );
  if (rows.length === 0) return '';
  return `<details><summary>Why the others do not pass</summary><div class="scroll"><table><thead><tr><th scope="col">reason</th><th scope="col">kind</th><th scope="col">tests</th><th scope="col">what it means for a program</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`;
}

function about(reason: LanguageReport['reasons'][string]): string {
  if (reason.kind === 'white-box') return `Tests ${reason.internal}. ${reason.text}`;
  if (reason.kind === 'not-yet') return `${reason.text} (issue ${reason.issue})`;
  if (reason.kind === 'deliberate') return `${reason.text} (${reason.decision})`;
  return reason.text;
}

function historyTable({ history }: LanguageReport): string {
  const points = history.filter(({ all }) => all > 0);
  if (points.length === 0) return '';
  const rows = points.map(
    ({ commit, date, good, all }) =>
      `<tr><th scope="row"><code>${escape(commit)}</code></th><td>${escape(date)}</td><td class="number">${good}</td><td class="number">${all}</td></tr>`,
  );
  return `<details><summary>History</summary><div class="scroll"><table><thead><tr><th scope="col">commit</th><th scope="col">date</th><th scope="col">pass</th><th scope="col">of</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`;
}

function testsSection({ languages }: Report): string {
  const option = (value: string, text = value): string =>
    `<option value="${escape(value)}">${escape(text)}</option>`;
  const measured = languages.filter(({ tests }) => tests.length > 0);
  return `<section aria-labelledby="tests">
<h2 id="tests">Every test</h2>
<form id="filter" role="search">
<label>Language <select name="language">${option('', 'all')}${measured.map(({ language }) => option(language)).join('')}</select></label>
<label>State <select name="state">${option('', 'all')}${option('passes')}${reasonKinds.map((kind) => option(kind)).join('')}</select></label>
<label>Search <input type="search" name="words" autocomplete="off"></label>
</form>
<p id="count" role="status"></p>
<noscript><p>The list needs JavaScript; <code>report.json</code> beside this page has the same rows.</p></noscript>
<div class="scroll"><table id="list"><thead><tr><th scope="col">row</th><th scope="col">test</th><th scope="col">language</th><th scope="col">part</th></tr></thead><tbody></tbody></table></div>
<button type="button" id="more" hidden>Show more</button>
</section>`;
}
