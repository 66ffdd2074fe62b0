import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { errors, mapping, types, type Client } from '../dist/index.js';
import { clusterOptions, failure, useClient } from './cluster.js';

const { Mapper, UnderscoreCqlToCamelCaseMappings, q } = mapping;
const { client } = useClient();

/** What a client was asked to send since it was last looked at. */
const sent: string[] = [];

function spy(): void {
  const { execute, batch } = client;
  client.execute = ((query: string, ...rest: []) => {
    sent.push(query);
    return execute.call(client, query, ...rest);
  }) as Client['execute'];
  client.batch = ((queries: { query: string }[], ...rest: []) => {
    sent.push(...queries.map(({ query }) => query));
    return batch.call(client, queries, ...rest);
  }) as Client['batch'];
}

const lastSent = (): string[] => sent.splice(0);

beforeAll(async () => {
  for (const table of [
    'videos (video_id int PRIMARY KEY, user_id int, added_date int, name text, info text, tags set<text>, marks list<int>)',
    'user_videos (user_id int, added_date int, video_id int, name text, PRIMARY KEY (user_id, added_date, video_id))',
    'ratings (video_id int PRIMARY KEY, total counter)',
    'notes (room text, at int, topic text static, host text static, text text, PRIMARY KEY (room, at))',
    'odd ("it\'s" int PRIMARY KEY, "say ""hi""" text, "__proto__" text)',
  ]) {
    await client.execute(`CREATE TABLE ${table}`);
  }
  spy();
});

function mapper(): mapping.Mapper {
  const made = new Mapper(client, {
    models: {
      Video: {
        tables: ['videos', 'user_videos'],
        mappings: new UnderscoreCqlToCamelCaseMappings(),
        columns: { info: { name: 'details', fromModel: JSON.stringify, toModel: JSON.parse } },
      },
      Rating: { tables: ['ratings'], columns: { video_id: 'videoId' } },
      Note: { tables: ['notes'] },
      Odd: { tables: ['odd'] },
    },
  });
  lastSent();
  return made;
}

describe('a model of several tables', () => {
  const videos = mapper().forModel('Video');
  const video = { videoId: 1, userId: 5, addedDate: 10, name: 'Cats' };

  test('is written to each whose key is given, and read from the first that can answer', async () => {
    await videos.insert({ ...video, details: { length: 3 } });
    expect(lastSent()).toEqual([
      expect.stringMatching(/^INSERT INTO \w+\.videos \(.*"info"\) VALUES/),
      expect.stringMatching(/^INSERT INTO \w+\.user_videos \("video_id", "user_id", "added_date", "name"\)/),
    ]);
    expect(await videos.get({ videoId: 1 })).toEqual({
      ...video,
      details: { length: 3 },
      marks: null,
      tags: null,
    });
    const found = await videos.find({ userId: 5, addedDate: q.and(q.gt(9), q.lte(10)) });
    expect([found.length, found.first(), [...found]]).toEqual([1, video, [video]]);
    await videos.insert({ videoId: 2, name: 'Dogs' });
    expect(await videos.get({ videoId: 2 })).toMatchObject({ name: 'Dogs', userId: null });
    await videos.remove({ videoId: 1, userId: 5, addedDate: 10 });
    expect((await videos.find({ userId: 5 })).toArray()).toEqual([]);
    expect(await videos.get({ videoId: 1 })).toBeNull();
  });

  test('has no conditions across its tables', async () => {
    const spans = 'Batch with when or ifExists conditions cannot span multiple tables';
    expect((await failure(videos.update(video, { when: { name: 'x' } }))).message).toBe(spans);
    expect((await failure(videos.remove(video, { ifExists: true }))).message).toBe(spans);
    expect((await failure(videos.insert(video, { ifNotExists: true }))).message).toBe(
      'Batch with ifNotExists conditions cannot span multiple tables',
    );
  });
});

describe('a call', () => {
  test('with a condition is not taken for one without that has the same properties', async () => {
    const videos = mapper().forModel('Video');
    await videos.update({ videoId: 3, name: 'a', userId: 1 });
    const result = await videos.update({ videoId: 3, name: 'b' }, { when: { userId: 2 } });
    expect(result.wasApplied()).toBe(false);
    expect(result.first()).toEqual({ userId: 1 });
    expect((await videos.get({ videoId: 3 }))!.name).toBe('a');
  });

  test('of get() needs the whole key, whatever find() was asked before', async () => {
    const notes = mapper().forModel('Note');
    await notes.insert({ room: 'a', at: 1, text: 'x' });
    expect((await notes.find({ room: 'a' })).length).toBe(1);
    expect((await failure(notes.get({ room: 'a' }))).message).toBe(
      'No table matches the filter (all PKs have to be specified): [room]',
    );
  });

  test('writes nothing by a key that is not given by its value', async () => {
    const notes = mapper().forModel('Note');
    for (const write of [
      notes.remove({ room: 'a', at: q.gt(0) }),
      notes.update({ room: 'a', at: q.in_([1, 2]), text: 'y' }),
    ]) {
      expect(await failure(write)).toBeInstanceOf(errors.ArgumentError);
    }
    expect(lastSent().filter((query) => !query.startsWith('SELECT'))).toEqual([]);
  });

  test('that failed because there was no table goes well when there is one', async () => {
    const later = new Mapper(client).forModel('later');
    const missing = 'Table "later" could not be retrieved';
    expect((await failure(later.insert({ id: 1 }))).message).toBe(missing);
    expect((await failure(new Mapper(client).batch([later.batching.insert({ id: 1 })]))).message).toBe(
      missing,
    );
    await client.execute('CREATE TABLE later (id int PRIMARY KEY)');
    await later.insert({ id: 1 });
    expect((await later.findAll()).toArray()).toEqual([{ id: 1 }]);
  });

  test('rejects what is no object, no order, no table of the model', async () => {
    const notes = mapper().forModel('Note');
    const wrong: [Promise<unknown>, string][] = [
      [notes.find(null!), 'Cannot convert undefined or null to object'],
      [notes.find({}), 'Expected object with keys'],
      [
        notes.find({ room: 'a' }, { orderBy: { at: 'up' } }),
        'Order must be either "ASC" or "DESC", obtained: up',
      ],
      [
        notes.find({ room: 'a' }, { orderBy: { text: 'asc' } }),
        'No table matches the filter (PKs): [room]; orderBy: [text]',
      ],
      [
        notes.update({ room: 'a', at: 1 }),
        'No table matches (all PKs and columns to set have to be specified) fields: [room,at]',
      ],
      [
        notes.update({ room: 'a', at: 1, text: 'x' }, { ifExists: true, when: { text: 'y' } }),
        'Both when and ifExists conditions can not be applied to the same statement',
      ],
    ];
    for (const [call, message] of wrong) expect((await failure(call)).message).toBe(message);
  });

  test('takes the name of an execution profile in the place of more', async () => {
    const notes = mapper().forModel('Note');
    const unknown = 'Execution profile "none" not found';
    expect((await failure(notes.find({ room: 'a' }, 'none'))).message).toBe(unknown);
    expect((await failure(notes.findAll({ limit: 1 }, { executionProfile: 'none' }))).message).toBe(unknown);
  });
});

describe('an update', () => {
  test('adds to collections and counters', async () => {
    const both = mapper();
    const videos = both.forModel('Video');
    await videos.insert({ videoId: 20, tags: ['a'], marks: [2] });
    await videos.update({ videoId: 20, tags: q.append(['b']), marks: q.prepend([1]) });
    await videos.update({ videoId: 20, tags: q.remove(['a']), marks: q.append([3]) });
    expect(await videos.get({ videoId: 20 })).toMatchObject({ tags: ['b'], marks: [1, 2, 3] });
    const ratings = both.forModel('Rating');
    await ratings.update({ videoId: 20, total: q.incr(5) });
    await both.batch([ratings.batching.update({ videoId: 20, total: q.decr(types.Long.fromNumber(2)) })]);
    expect((await ratings.get({ videoId: 20 }))!.total.toNumber()).toBe(3);
  });

  test('sets what the rows of a partition share', async () => {
    const notes = mapper().forModel('Note');
    await notes.update({ room: 'b', topic: 'tea' });
    await notes.insert({ room: 'c', topic: 'milk', host: 'Ada' });
    await notes.insert({ room: 'c', at: 1, text: 'x' }, { ttl: 1000 });
    expect((await notes.find({ room: 'b' })).first()).toMatchObject({ topic: 'tea', at: null });
    expect((await notes.find({ room: 'c' })).first()).toMatchObject({ topic: 'milk', host: 'Ada', at: 1 });
  });
});

describe('a batch', () => {
  test('keeps the order of its items and tells updates from removals of the same shape', async () => {
    const both = mapper();
    const videos = both.forModel('Video');
    const item = { videoId: 30, name: 'x' };
    await both.batch([videos.batching.update(item)], { logged: false });
    const result = await both.batch([
      videos.batching.remove(item),
      videos.batching.insert({ videoId: 31, name: 'y' }, { ttl: 100 }),
    ]);
    expect([result.wasApplied(), result.length, [...result]]).toEqual([true, 0, []]);
    expect(lastSent().map((query) => query.split(' ')[0])).toEqual(['UPDATE', 'DELETE', 'INSERT']);
    expect(await videos.get({ videoId: 30 })).toBeNull();
  });
});

test('names of columns and properties may have any characters', async () => {
  const odd = mapper().forModel('Odd');
  const row = Object.defineProperty({ "it's": 1, 'say "hi"': 'hello' }, '__proto__', {
    value: 'own',
    enumerable: true,
  });
  await odd.insert(row);
  const found = await odd.find({ "it's": 1 });
  expect(found.first()).toStrictEqual(row);
  expect(Object.getPrototypeOf(found.first())).toBe(Object.prototype);
});

test('objects of pages, in classes of the user, follow a table that changes', async () => {
  class Note {
    room = '';
  }
  class Notes extends mapping.DefaultTableMappings {
    override newObjectInstance(): Note {
      return new Note();
    }
  }
  const notes = new Mapper(client, {
    models: { Note: { tables: ['notes'], mappings: new Notes() } },
  }).forModel('Note');
  for (const at of [1, 2, 3]) await notes.insert({ room: 'pages', at, text: `${at}` });
  const first = await notes.find({ room: 'pages' }, null, { fetchSize: 2 });
  const rest = await notes.find({ room: 'pages' }, null, { fetchSize: 2, pageState: first.pageState });
  expect([first.length, rest.length, rest.pageState]).toEqual([2, 1, null]);
  expect(first.first()).toBeInstanceOf(Note);
  await client.execute('ALTER TABLE notes ADD color text');
  expect(Object.keys((await notes.find({ room: 'pages' })).first())).toContain('color');
});

test('objects are made also where the process forbids code generation', async () => {
  const source = `const { Client, mapping } = require(${JSON.stringify(join(__dirname, '..'))});
    const client = new Client(${JSON.stringify(clusterOptions())});
    const options = { models: { local: { keyspace: 'system', columns: { key: { toModel: (key) => key + '!' } } } } };
    new mapping.Mapper(client, options).forModel('local').get({ key: 'local' }, { fields: ['key'] })
      .then(console.log).finally(() => client.shutdown());`;
  const run = promisify(execFile);
  const { stdout } = await run('node', ['--disallow-code-generation-from-strings', '--eval', source]);
  expect(stdout.trim()).toBe("{ key: 'local!' }");
});
