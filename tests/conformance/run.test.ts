import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { expandedCases, loadCases, roundtripsOf } from './case.js';
import { Conversation, success } from './conversation.js';
import { capabilities, selectedLanguages } from './language.js';
import { runRoundtrip } from './roundtrip.js';
import { runCase } from './scenario.js';

const files = await loadCases(join(import.meta.dirname, 'cases'));
const run = Date.now().toString(36);
const conversations = selectedLanguages().map((language) => new Conversation(language, run));

// An adapter has 20 s for each answer and a case has a few steps; this limit is only the last resort.
const timeout = 120_000;

// One after another: a server that drops several keyspaces at once takes longer than a request may.
afterAll(async () => {
  for (const conversation of conversations) await conversation.close();
}, timeout);

for (const [index, conversation] of conversations.entries()) {
  const next = conversations[(index + 1) % conversations.length] ?? conversation;
  const { name, lacks } = conversation.language;

  test(`${name} says who it is and what its API can give`, { timeout }, async () => {
    const hello = success(await conversation.request('hello'), 'hello');
    expect(hello.language).toBe(name);
    const given = capabilities.filter((capability) => lacks[capability] === undefined);
    expect(hello.capabilities?.toSorted()).toEqual(given.toSorted());
  });

  for (const file of files) {
    describe(file.name, () => {
      for (const roundtrip of roundtripsOf(file)) {
        test(`${name} ${roundtrip.name}`, { timeout }, () => runRoundtrip(file, roundtrip, conversation));
      }
      for (const item of expandedCases(file)) {
        test(`${name} ${item.name}`, { timeout }, () => runCase(file, item, conversation, next));
      }
    });
  }
}
