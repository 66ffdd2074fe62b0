import { describe, expect, test } from 'vitest';
import { parseTests } from '../c/binary.js';
import { downIn, effectOf } from '../c/cluster.mjs';
import { outcomeOf } from '../c/outcome.mjs';
import { absent } from '../c/shim.js';
import { isData, isOfDriver } from '../c/symbols.js';

const ended = (output: string, code: number | null = 0, signal: string | null = null) =>
  outcomeOf({ output, code, signal });

describe('the outcome of a test', () => {
  test('is what the framework says', () => {
    expect(ended('[       OK ] Basics.Paging (3 ms)\n')).toEqual({ outcome: 'pass' });
  });

  test('is skip when it skipped itself', () => {
    const output = '[ SKIPPED  ] needs protocol v5\n[       OK ] Basics.Paging (3 ms)\n';
    expect(ended(output)).toEqual({ outcome: 'skip', message: 'needs protocol v5' });
  });

  test('has the first complaint, without the path of another machine', () => {
    const output = [
      '[ RUN      ] Basics.Paging',
      '/home/someone/tests/test_basics.cpp:42: Failure',
      'Value of: count',
      'ccm> ccm list',
      '  Actual: 1',
      'Expected: 2',
      '/home/someone/tests/test_basics.cpp:43: Failure',
      'Value of: another',
      '[  FAILED  ] Basics.Paging (3 ms)',
    ];
    const message = 'test_basics.cpp:42: Value of: count Actual: 1 Expected: 2';
    expect(ended(output.join('\n'), 1)).toEqual({ outcome: 'fail', message });
  });

  test('has what was thrown', () => {
    const output =
      'unknown file: Failure\nC++ exception: not in this library: cass_x\n[  FAILED  ] A.B (0 ms)\n';
    expect(ended(output, 1).message).toBe('C++ exception: not in this library: cass_x');
  });

  test('is a failure when the process ends before it says', () => {
    expect(ended('[ RUN      ] A.B\n', null, 'SIGSEGV').message).toBe('crashed: SIGSEGV');
    expect(ended('[ RUN      ] A.B\nsymbol lookup error\n', 127).message).toBe(
      'ended with exit code 127: symbol lookup error',
    );
  });

  test('is a failure when the process crashes after it has passed', () => {
    expect(ended('[       OK ] A.B (3 ms)\n', null, 'SIGABRT')).toEqual({
      outcome: 'fail',
      message: 'passed, and then crashed: SIGABRT',
    });
  });
});

describe('what a test does to its cluster', () => {
  const effect = (verbs: readonly string[], upBefore = false) =>
    effectOf(verbs.map((verb) => `ccm> ccm ${verb}\n`).join(''), upBefore);

  test('is nothing when it asks for none', () => {
    expect(effect([])).toEqual({ used: false, up: false, shaken: false, changed: false });
  });

  test('is nothing when it finds the one it needs', () => {
    expect(effect(['list', 'list'], true)).toEqual({ used: true, up: true, shaken: false, changed: false });
  });

  test('is a start when it makes one in place of another', () => {
    const verbs = ['list', 'stop', 'create -b one', 'updateconf a:b', 'populate -n 1:0', 'start --x'];
    expect(effect(verbs, true)).toEqual({ used: true, up: true, shaken: false, changed: false });
  });

  test('passes when it stops a node and starts it again', () => {
    const verbs = ['list', 'node1 stop', 'node1 start'];
    expect(effect(verbs, true)).toEqual({ used: true, up: true, shaken: true, changed: false });
  });

  test('lasts when it takes a node out for good', () => {
    expect(effect(['create -b one', 'start', 'node2 decommission'])).toMatchObject({ changed: true });
    expect(effect(['create -b one', 'start', 'add -b node2'])).toMatchObject({ changed: true });
  });

  test('is seen in what ccm says of the nodes', () => {
    const status = "Cluster: 'one'\n--------\nnode1: UP\nnode2: DOWN\nnode3: DOWN (Not initialized)\n";
    expect(downIn(status)).toEqual(['node2', 'node3']);
  });
});

test('tests are read from the list of the framework, with the case of each', () => {
  const list = [
    'Basics.',
    '  Paging',
    '  PagingEmpty',
    'Types/TypesTests/0.  # TypeParam = test::Ascii',
    '  Basic  # GetParam() = 3',
    'Finishing the suite',
  ];
  expect(parseTests(list.join('\n'))).toEqual([
    'Basics > Paging',
    'Basics > PagingEmpty',
    'Types/TypesTests/0 > Basic',
  ]);
});

test('symbols of the driver are told from those of other libraries', () => {
  const ours = ['cass_session_new', 'dse_point_from_wkt', '_ZN8datastax8internal11driver_nameEv'];
  expect(ours.every(isOfDriver)).toBe(true);
  expect(isOfDriver('_ZTIN8datastax8internal4core18DefaultRetryPolicyE')).toBe(true);
  expect(isOfDriver('_ZNK8datastax8internal4core7Address11to_sockaddrEPNS2_13SocketStorageE')).toBe(true);
  expect(['uv_run', '_ZNSt6thread4joinEv'].some(isOfDriver)).toBe(false);
  expect(isData('_ZTIN8datastax8internal4core18DefaultRetryPolicyE')).toBe(true);
  expect(isData('_ZN8datastax8internal11driver_nameEv')).toBe(false);
});

test('a function that is absent ends the test that calls it, but for one that frees what was never made', () => {
  const source = absent(['cass_schema_meta_free', 'cass_schema_meta_version']);
  expect(source).toContain('Nothing absent_0() { return {}; }');
  expect(source).toContain('if (legacy_tests_run) legacy_unavailable("cass_schema_meta_version");');
});
