import { run } from '../shell.js';

/** What a release would be made of that no commit has, as `git status` names it. */
export async function uncommitted(root: string): Promise<string[]> {
  const status = await run('git', ['status', '--porcelain'], { cwd: root, kind: 'release' });
  return status.split('\n').filter((line) => line !== '');
}

/** The tag that a workflow of GitHub runs for, if it does. */
export function tagOfWorkflow(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  return environment['GITHUB_REF_TYPE'] === 'tag' ? environment['GITHUB_REF_NAME'] : undefined;
}
