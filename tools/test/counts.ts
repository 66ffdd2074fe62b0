import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

/** How the tests of a suite ended. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const noCounts: Counts = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** The closing line of a run. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Adds up what each test binary of `cargo test` says at its end. */
export function cargoCounts(output: string): Counts {
  const results = output.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/gm);
  return [...results]
    .map(([, passed, failed, skipped]) => ({
      passed: Number(passed),
      failed: Number(failed),
      skipped: Number(skipped),
    }))
    .reduce(add, noCounts);
}

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Reads vitest's JSON report. A file that could not be loaded has no tests, so it counts as one that failed. */
export function vitestCounts(report: string): Counts {
  const parsed = vitestReport.parse(JSON.parse(report));
  const broken = parsed.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: parsed.numPassedTests,
    failed: parsed.numFailedTests + broken.length,
    skipped: parsed.numPendingTests + parsed.numTodoTests,
  };
}

const suite = z.object({
  tests: z.coerce.number(),
  failures: z.coerce.number().default(0),
  errors: z.coerce.number().default(0),
  skipped: z.coerce.number().default(0),
  disabled: z.coerce.number().default(0),
});
const junitReport = z.union([
  z.object({ testsuites: z.object({ testsuite: z.union([suite, z.array(suite)]) }) }),
  z.object({ testsuite: suite }),
]);

/** Reads a JUnit report, as pytest and CTest write it. */
export function junitCounts(xml: string): Counts {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' });
  const report = junitReport.parse(parser.parse(xml));
  const suites = 'testsuites' in report ? [report.testsuites.testsuite].flat() : [report.testsuite];
  return suites
    .map(({ tests, failures, errors, skipped, disabled }) => ({
      passed: tests - failures - errors - skipped - disabled,
      failed: failures + errors,
      skipped: skipped + disabled,
    }))
    .reduce(add, noCounts);
}
