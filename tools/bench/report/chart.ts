import { escape } from '../../report/html.js';
import type { Line } from '../bench.js';

const size = { width: 420, height: 180, left: 56, right: 12, top: 12, bottom: 28 };

interface Point {
  readonly concurrency: number;
  readonly us: number;
}

interface Curve {
  readonly name: string;
  readonly kind: string;
  readonly points: readonly Point[];
}

/** Latency over concurrency, both on scales that grow by factors: a line for each driver and percentile. */
export function latencyChart(title: string, lines: readonly Line[]): string {
  const curves = [...new Set(lines.map(({ subject }) => subject))].flatMap((subject) =>
    (['p50', 'p99'] as const).map((percentile) => curveOf(subject, percentile, lines)),
  );
  const points = curves.flatMap((curve) => curve.points);
  if (points.length === 0) return '';
  const x = scale(
    points.map(({ concurrency }) => concurrency),
    size.left,
    size.width - size.right,
  );
  const y = scale(
    points.map(({ us }) => us),
    size.height - size.bottom,
    size.top,
  );
  const drawn = curves.map(({ kind, points: each }) => {
    const path = each
      .map(({ concurrency, us }) => `${x(concurrency).toFixed(1)},${y(us).toFixed(1)}`)
      .join(' ');
    return `<polyline class="${kind}" points="${path}"/>`;
  });
  const levels = [...new Set(points.map(({ concurrency }) => concurrency))];
  const marks = levels.map(
    (level) =>
      `<text x="${x(level).toFixed(1)}" y="${size.height - 10}" text-anchor="middle">${level}</text>`,
  );
  const ends = [Math.min(...points.map(({ us }) => us)), Math.max(...points.map(({ us }) => us))];
  const scaleMarks = ends.map(
    (us) =>
      `<text x="${size.left - 6}" y="${(y(us) + 4).toFixed(1)}" text-anchor="end">${us.toFixed(0)} µs</text>`,
  );
  const words = curves.map(({ name, points: each }) => `${name}: ${each.map(inWords).join(', ')}`).join('; ');
  return `<svg viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" role="img" aria-label="${escape(`${title}. ${words}`)}">
<line class="axis" x1="${size.left}" x2="${size.width - size.right}" y1="${size.height - size.bottom}" y2="${size.height - size.bottom}"/>
${[...marks, ...scaleMarks, ...drawn].join('\n')}
</svg>
<p class="note">Latency over requests under way, on scales that grow by factors: p50 as a line, p99 dashed; ours green.</p>`;
}

const inWords = ({ concurrency, us }: Point): string => `${us.toFixed(0)} µs at ${concurrency}`;

function curveOf(subject: string, percentile: 'p50' | 'p99', lines: readonly Line[]): Curve {
  const points = lines
    .filter((line) => line.subject === subject)
    .map(({ concurrency, figures }) => ({ concurrency, us: figures[`${percentile}_us`]?.median ?? 0 }))
    .filter(({ us }) => us > 0);
  const kind = `${subject === 'ours' ? 'ours' : 'theirs'} ${percentile}`;
  return { name: `${subject} ${percentile}`, kind, points };
}

/** Where a value stands between two ends of the drawing. */
function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const [low, high] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  const span = high - low || 1;
  return (value) => from + ((Math.log(value) - low) / span) * (to - from);
}
