import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Client, Host, type ClientOptions } from '../dist/index.js';
import { clusterOptions } from './cluster.js';

interface Control {
  query(request: { query: string; params: string[] }, waits: boolean): Promise<unknown>;
}

const load = createRequire(join(__dirname, '../index.js'));
const InsightsClient = load('./lib/insights-client') as new (
  client: Client,
  options: { statusEventDelay?: number; errorCallback?: (err: Error) => void },
) => { init(): void; shutdown(): void };

const controlOf = (client: Client) => (client as unknown as { controlConnection: Control }).controlConnection;

/** A client that would be connected to hosts of DSE of these versions, and what it reports. */
function reporting(versions: (string | null)[], options: Partial<ClientOptions> = {}) {
  const client = new Client({ contactPoints: ['127.0.0.1'], localDataCenter: 'dc1', ...options });
  versions.forEach((dseVersion, i) => {
    const address = `127.0.0.${i}:9042`;
    const host = Object.assign(new Host(address, 4, client.options), { dseVersion, datacenter: 'dc1' });
    (client.hosts as unknown as Map<string, Host>).set(address, host);
  });
  const query = vi.spyOn(controlOf(client), 'query').mockResolvedValue({ rows: [] });
  const reports = () => query.mock.calls.map(([{ params }]) => JSON.parse(params[0]!));
  return { client, query, reports };
}

/** What was begun in the background, without a file to be read, is done. */
const background = () => new Promise((resolve) => setImmediate(resolve));

afterEach(() => void vi.useRealTimers());

describe('DSE Insights', () => {
  test.each([
    [['6.0.5', '6.8.1'], 1],
    [['5.1.13'], 1],
    [['6.0.4'], 0],
    [['5.1.12'], 0],
    [['6.8.1', null], 0],
    [[], 0],
  ])('hear from a client of hosts %j %i times', async (versions, times) => {
    const { client, query } = reporting(versions, { applicationName: 'app' });
    new InsightsClient(client, {}).init();
    await background();
    expect(query).toHaveBeenCalledTimes(times);
  });

  test('hear nothing from a client that was shut down in the meantime', async () => {
    const { client, query } = reporting(['6.8.1'], { applicationName: 'app' });
    const insights = new InsightsClient(client, {});
    insights.shutdown();
    insights.init();
    await background();
    expect(query).not.toHaveBeenCalled();
  });

  test('hear nothing when the user says so', async () => {
    const { client, query } = reporting(['6.8.1'], { monitorReporting: { enabled: false } });
    new InsightsClient(client, {}).init();
    await background();
    expect(query).not.toHaveBeenCalled();
  });

  test('hear the settings first and the status from time to time, until the client is shut down', async () => {
    vi.useFakeTimers();
    const { client, reports } = reporting(['6.8.1'], { applicationName: 'app', applicationVersion: '1.2' });
    const insights = new InsightsClient(client, { statusEventDelay: 1000 });
    insights.init();
    await vi.advanceTimersByTimeAsync(1000);
    await vi.advanceTimersByTimeAsync(1000);
    insights.shutdown();
    await vi.advanceTimersByTimeAsync(5000);
    expect(reports().map(({ metadata }) => metadata.name)).toEqual([
      'driver.startup',
      'driver.status',
      'driver.status',
    ]);
    const [{ data }] = reports();
    expect(data).toMatchObject({
      applicationName: 'app',
      applicationVersion: '1.2',
      ssl: { enabled: false },
    });
    expect(Object.keys(data.executionProfiles)).toEqual(['default']);
  });

  test('that cannot be told are not told again, and the log says so', async () => {
    vi.useFakeTimers();
    const { client, query } = reporting(['6.8.1'], { applicationName: 'app' });
    query.mockRejectedValue(new Error('no such procedure'));
    const logged: unknown[][] = [];
    client.on('log', (...entry: unknown[]) => logged.push(entry));
    const errors: Error[] = [];
    new InsightsClient(client, { statusEventDelay: 10, errorCallback: (err) => errors.push(err) }).init();
    await vi.advanceTimersByTimeAsync(100);
    expect(query).toHaveBeenCalledTimes(1);
    expect(errors.map(({ message }) => message)).toEqual(['no such procedure']);
    expect(logged).toContainEqual(expect.arrayContaining(['verbose', 'Client']));
  });

  test('are asked for at the host of the control connection, with the report as a value', async () => {
    const client = new Client(clusterOptions());
    await client.connect();
    const refused = controlOf(client).query(
      { query: 'CALL InsightsRpc.reportInsight(?)', params: ['{}'] },
      false,
    );
    await expect(refused).rejects.toThrow(/line 1:0 .*CALL/);
    const known = controlOf(client).query(
      { query: 'SELECT key FROM system.local WHERE key = ?', params: ['local'] },
      false,
    );
    expect(await known).toEqual({ rows: [expect.objectContaining({ key: 'local' })] });
    await client.shutdown();
  });
});
