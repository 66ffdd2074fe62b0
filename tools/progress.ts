import ora from 'ora';

export interface Step {
  /** Replaces the text beside the title, for instance which node is waited for. */
  report(text: string): void;
}

export interface Progress {
  step<T>(title: string, action: (step: Step) => Promise<T>): Promise<T>;
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/** A spinner on a terminal, plain lines elsewhere; always on standard error, so that standard output stays machine-readable. */
export function terminalProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  // A terminal that does not know its width would keep the spinner busy for ever with clearing endless lines.
  if (!stream.isTTY || !stream.columns || process.env['CI'])
    return linesProgress((line) => stream.write(`${line}\n`));
  return {
    async step(title, action) {
      const started = performance.now();
      // Ora would take Ctrl-C for itself otherwise, and the clean-up of what was started hangs on that signal.
      const spinner = ora({ text: title, stream, discardStdin: false }).start();
      try {
        const result = await action({ report: (text) => (spinner.text = `${title} (${text})`) });
        spinner.succeed(`${title} (${seconds(started)})`);
        return result;
      } catch (error) {
        spinner.fail(title);
        throw error;
      }
    },
  };
}

/** One line when a step begins and one when it ends. */
export function linesProgress(write: (line: string) => void): Progress {
  return {
    async step(title, action) {
      const started = performance.now();
      write(`… ${title}`);
      try {
        const result = await action({ report: () => {} });
        write(`✔ ${title} (${seconds(started)})`);
        return result;
      } catch (error) {
        write(`✖ ${title} (${seconds(started)})`);
        throw error;
      }
    },
  };
}

export const silentProgress: Progress = { step: (_title, action) => action({ report: () => {} }) };
