import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

test('programs for the legacy driver compile, and so do the typings themselves', () => {
  const program = ts.createProgram([join(__dirname, 'typings/program.ts')], {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2018,
    lib: ['lib.es2018.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
  });
  const messages = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file?.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
  expect(messages).toEqual([]);
});
