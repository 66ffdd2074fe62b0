import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { escape, renderDocument } from '../../report/html.js';
import type { Line } from '../bench.js';
import { languages, workloads } from '../workloads.js';
import { latencyChart } from './chart.js';
import { keep, type Record } from './data.js';

const style = `
.bar .other { background: var(--other); }
.bars { display: grid; grid-template-columns: minmax(6rem, 14rem) 1fr; gap: 0.25rem 0.75rem; align-items: center; margin: 0.5rem 0; }
.bars .bar { background: none; }
.bars .bar i { flex: none; border-radius: 0.25rem; }
.bars span { color: var(--quiet); font-variant-numeric: tabular-nums; }
svg { max-width: 100%; height: auto; }
svg text { fill: var(--quiet); font-size: 11px; }
svg .axis { stroke: var(--line); }
svg .ours { stroke: var(--good); fill: none; stroke-width: 2; }
svg .theirs { stroke: var(--other); fill: none; stroke-width: 2; }
svg .p99 { stroke-dasharray: 5 3; }
`;

/** Keeps a run in a directory and writes the page of all runs there; returns the path of the page. */
export async function writePage(record: Record, directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, 'index.html');
  await writeFile(path, await renderPage(await keep(record, directory)));
  return path;
}

/** The newest run as bars and curves, the earlier ones as history. */
export async function renderPage(records: readonly Record[]): Promise<string> {
  const newest = records.at(-1);
  if (!newest) throw new Error('there is no run to show');
  const measured = languages.filter((language) => newest.lines.some((line) => line.language === language));
  return renderDocument({
    title: 'What a request costs',
    lead: `Our drivers and the legacy ones, in turns in one run, on ${escape(newest.server)}. Processor time is that of the client’s whole process for each operation; shorter bars are better. Commit <code>${escape(newest.commit)}</code>, ${escape(newest.taken)}, ${escape(newest.machine)}.`,
    style,
    main: measured.map((language) => languageSection(language, newest, records)).join('\n'),
  });
}

function languageSection(language: string, newest: Record, records: readonly Record[]): string {
  const lines = newest.lines.filter((line) => line.language === language);
  const names = [...new Set(lines.map(({ workload }) => workload))];
  return `<section aria-labelledby="${language}">
<h2 id="${language}">${language}</h2>
${names
  .map((name) =>
    workloadPart(
      name,
      lines.filter(({ workload }) => workload === name),
    ),
  )
  .join('\n')}
${historyTable(language, records)}
</section>`;
}

function workloadPart(name: string, lines: readonly Line[]): string {
  const about = workloads.find((workload) => workload.name === name)?.about ?? '';
  const levels = [...new Set(lines.map(({ concurrency }) => concurrency))];
  const bars = levels.map((level) =>
    barsAt(
      level,
      lines.filter(({ concurrency }) => concurrency === level),
    ),
  );
  return `<h3>${escape(name)} <small>${escape(about)}</small></h3>
${bars.join('\n')}
${
  levels.length > 1
    ? latencyChart(
        `${name}: latency`,
        lines.filter(({ cannot }) => cannot === undefined),
      )
    : ''
}`;
}

const cost = (line: Line): number => line.figures.cpu_us_per_op?.median ?? 0;

/** One bar for each driver, as long as its operations are dear; the words say the same. */
function barsAt(concurrency: number, lines: readonly Line[]): string {
  const dearest = Math.max(...lines.map(cost));
  const rows = lines.map((line) => {
    if (line.cannot !== undefined)
      return `<span>${escape(line.subject)}: ${escape(line.cannot)}</span><i></i>`;
    const width = dearest > 0 ? (cost(line) / dearest) * 100 : 0;
    const kind = line.subject === 'ours' ? 'good' : 'other';
    return `<span>${escape(line.subject)}: ${figures(line)}</span><div class="bar" aria-hidden="true"><i class="${kind}" style="width:${width.toFixed(1)}%"></i></div>`;
  });
  return `<p class="note">${concurrency} under way</p>
<div class="bars">${rows.join('')}</div>`;
}

function figures({ figures: { cpu_us_per_op, main_thread_us_per_op, ops_per_second } }: Line): string {
  const texts = [
    `${cpu_us_per_op?.median.toFixed(1) ?? '?'} µs`,
    main_thread_us_per_op && `${main_thread_us_per_op.median.toFixed(1)} µs on the main thread`,
    ops_per_second && `${ops_per_second.median.toFixed(0)} operations a second`,
  ];
  return texts.filter(Boolean).join(', ');
}

/** What ours needed of what the other needed, run by run. */
function historyTable(language: string, records: readonly Record[]): string {
  const rows = records.flatMap(({ commit, taken, lines }) =>
    lines
      .filter((line) => line.language === language && line.subject === 'ours' && line.cannot === undefined)
      .map((line) => {
        const other = lines.find((each) => isSame(each, line) && each.subject !== 'ours');
        const ratio = other && cost(other) > 0 ? (cost(line) / cost(other)).toFixed(2) : '';
        return `<tr><th scope="row"><code>${escape(commit)}</code></th><td>${escape(taken.slice(0, 10))}</td><td>${escape(line.workload)}</td><td class="number">${line.concurrency}</td><td class="number">${cost(line).toFixed(1)}</td><td class="number">${ratio}</td></tr>`;
      }),
  );
  const head = ['commit', 'date', 'workload', 'under way', 'µs', 'of the other'];
  return `<details><summary>History</summary><div class="scroll"><table><thead><tr>${head.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`;
}

const isSame = (one: Line, other: Line): boolean =>
  one.language === other.language && one.workload === other.workload && one.concurrency === other.concurrency;
