const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs an action with a signal that Ctrl-C and its like abort, so that it can stop what it started. */
export async function onInterrupt<T>(action: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  // Every one of them, not only the first: a second Ctrl-C must not end the clean-up of what was started.
  const interrupt = (): void => abort.abort();
  for (const signal of signals) process.on(signal, interrupt);
  try {
    return await action(abort.signal);
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}
