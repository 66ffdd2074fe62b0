const messageMax = 300;

/** The lines that tell what went wrong, without the paths of the machine that the binary was built on. */
function complaint(output) {
  const lines = output.split('\n').map((line) => line.trim());
  const at = lines.findIndex((line) => /(^|: )Failure$/.test(line));
  if (at < 0) return 'failed without a word';
  const file = /([^/]+:\d+): Failure$/.exec(lines[at])?.[1];
  const end = lines.findIndex((line, index) => index > at && (line === '' || /Failure$|^\[/.test(line)));
  const said = lines.slice(at + 1, end < 0 ? undefined : end).filter((line) => !line.startsWith('ccm> '));
  return [...(file === undefined ? [] : [`${file}:`]), ...said].join(' ').slice(0, messageMax);
}

/** How a process ended whose test did not: by a signal, or with what it said last. */
function abrupt({ code, signal, output }) {
  if (signal !== null) return `crashed: ${signal}`;
  const last = output.trimEnd().split('\n').at(-1) ?? '';
  return `ended with exit code ${code}: ${last}`.slice(0, messageMax);
}

/** What a process that ran one test says about it. */
export function outcomeOf({ code, signal, output }) {
  if (/^\[ {2}FAILED {2}\] /m.test(output)) return { outcome: 'fail', message: complaint(output) };
  if (!/^\[ {7}OK \] /m.test(output)) return { outcome: 'fail', message: abrupt({ code, signal, output }) };
  if (code !== 0) {
    return { outcome: 'fail', message: `passed, and then ${abrupt({ code, signal, output })}` };
  }
  const skipped = /^\[ SKIPPED {2}\] (.*)$/m.exec(output);
  return skipped ? { outcome: 'skip', message: skipped[1].trim() } : { outcome: 'pass' };
}
