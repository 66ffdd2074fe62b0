import { expect, test } from 'vitest';
import { cargoCounts, closingLine, junitCounts, vitestCounts } from './counts.js';

test('cargo says a line per binary', () => {
  const output = [
    'test result: ok. 17 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out',
    'test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out',
  ].join('\n');
  expect(cargoCounts(output)).toEqual({ passed: 19, failed: 3, skipped: 1 });
});

test('a file that vitest could not load counts as failed', () => {
  const report = {
    numPassedTests: 4,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 0,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{}] },
    ],
  };
  expect(vitestCounts(JSON.stringify(report))).toEqual({ passed: 4, failed: 2, skipped: 2 });
});

test.each([
  [
    'pytest',
    '<testsuites><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10"/></testsuites>',
  ],
  ['ctest', '<testsuite name="x" tests="10" failures="3" disabled="1" skipped="2"><testcase/></testsuite>'],
])('%s reports are read', (_, xml) => {
  expect(junitCounts(xml)).toEqual({ passed: 4, failed: 3, skipped: 3 });
});

test('the closing line names skipped tests only where there are some', () => {
  expect(closingLine({ passed: 2, failed: 0, skipped: 0 })).toBe('2 passed, 0 failed');
  expect(closingLine({ passed: 2, failed: 1, skipped: 3 })).toBe('2 passed, 1 failed, 3 skipped');
});
