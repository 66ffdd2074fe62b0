const readings = new Set(['list', 'liveset', 'status', 'version']);
/** After these a cluster is not what its name says, however the test went. */
const lasting = new Set(['add', 'clear', 'decommission', 'remove', 'updateconf']);

/** The verb of each ccm command that a test gave; the verb of a node has the node before it. */
function verbsIn(output) {
  return [...output.matchAll(/^ccm> ccm (?:(node\d+) )?(\S+)/gm)].map(([, node, verb]) => ({ node, verb }));
}

/**
 * What a test has done to the cluster in use. `used`: it asked for one; `up`: the nodes should be running now; `shaken`:
 * it stopped or paused nodes, which it starts again when it passes; `changed`: the cluster cannot be used again.
 */
export function effectOf(output, upBefore) {
  const effect = { used: false, up: upBefore, shaken: false, changed: false };
  let ready = true;
  for (const { node, verb } of verbsIn(output)) {
    effect.used = true;
    if (readings.has(verb)) continue;
    if (verb === 'create' || verb === 'switch') {
      Object.assign(effect, { up: false, shaken: false, changed: false });
      ready = false;
      continue;
    }
    if (verb === 'start') [effect.up, effect.shaken] = [true, effect.shaken || ready];
    if (ready && lasting.has(verb)) effect.changed = true;
    if (ready && verb !== 'start') effect.shaken = true;
    if (verb === 'stop' && node === undefined) effect.up = false;
    if (verb === 'start') ready = true;
  }
  return effect;
}

/** The nodes that `ccm status` says are down. */
export const downIn = (status) => [...status.matchAll(/^(node\d+): DOWN/gm)].map(([, node]) => node);
