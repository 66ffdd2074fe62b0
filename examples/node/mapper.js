'use strict';

const { mapping } = require('cassandra-driver');
const { withClient } = require('./cluster.js');

const { Mapper, UnderscoreCqlToCamelCaseMappings, q } = mapping;

withClient('examples_node_mapper', async (client) => {
  // One model, two tables: each answers the questions that its key is made for.
  const columns = 'video_id int, user_id int, added_date timestamp, name text, settings text';
  await client.execute(`CREATE TABLE IF NOT EXISTS videos (${columns}, PRIMARY KEY (video_id))`);
  await client.execute(
    `CREATE TABLE IF NOT EXISTS user_videos (${columns}, PRIMARY KEY (user_id, added_date, video_id))`,
  );
  for (const table of ['videos', 'user_videos']) await client.execute(`TRUNCATE ${table}`);

  const mapper = new Mapper(client, {
    models: {
      Video: {
        tables: ['videos', 'user_videos'],
        mappings: new UnderscoreCqlToCamelCaseMappings(),
        columns: { settings: { fromModel: JSON.stringify, toModel: JSON.parse } },
      },
    },
  });
  const videos = mapper.forModel('Video');

  const video = (videoId, day, name) => {
    const addedDate = new Date(Date.UTC(2026, 0, day));
    return { videoId, userId: 7, addedDate, name, settings: { subtitles: day % 2 === 0 } };
  };
  await videos.insert(video(1, 1, 'Cats'));
  await mapper.batch([
    videos.batching.insert(video(2, 2, 'Dogs')),
    videos.batching.insert(video(3, 3, 'Birds')),
  ]);

  const { name, settings } = await videos.get({ videoId: 2 });
  console.log(`${name}: subtitles ${settings.subtitles}`);

  const since = { userId: 7, addedDate: q.gte(new Date(Date.UTC(2026, 0, 2))) };
  const latest = await videos.find(since, { fields: ['name'], orderBy: { addedDate: 'desc' } });
  console.log(
    latest
      .toArray()
      .map((found) => found.name)
      .join(', '),
  );

  const renamed = await videos.update({ videoId: 1, name: 'Kittens' }, { when: { name: 'Cats' } });
  console.log(`renamed: ${renamed.wasApplied()}`);

  await videos.remove(video(3, 3));
  videos.count = videos.mapWithQuery(
    'SELECT count(*) AS video_count FROM user_videos WHERE user_id = ?',
    ({ userId }) => [userId],
  );
  console.log(`${(await videos.count({ userId: 7 })).first().videoCount} videos are left`);
});
