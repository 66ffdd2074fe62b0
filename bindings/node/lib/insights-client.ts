import type { Client } from './client';
import { startupEvent, statusEvent } from './insights-events';
import { VersionNumber } from './types/version-number';
import { Uuid } from './types/uuid';

const REPORT = 'CALL InsightsRpc.reportInsight(?)';
const STATUS_EVERY_MS = 300_000;
/** Clients that started together should not all report together: the first time comes up to this part earlier. */
const JITTER = 0.1;
/** After so many failures nothing new is said of them. */
const FAILURES_LOGGED = 5;

/** The first versions of DSE, of each line, that take reports. */
const SINCE = new VersionNumber(6, 0, 5);
const SINCE_OF_5 = new VersionNumber(5, 1, 13);

interface InsightsOptions {
  /** How often the status is told, in milliseconds. Default: five minutes. */
  statusEventDelay?: number;
  /** Hears why a report could not be made. */
  errorCallback?: (err: Error) => void;
}

/**
 * Tells a cluster of DSE, and nobody else, who is connected to it: once with the settings of the client, and then its
 * status from time to time. `monitorReporting.enabled` turns it off.
 */
export class InsightsClient {
  private readonly sessionId = Uuid.random().toString();
  private readonly interval: number;
  private readonly onError: (err: Error) => void;
  private isClosed = false;
  private failures = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly client: Client,
    { statusEventDelay, errorCallback }: InsightsOptions = {},
  ) {
    this.interval = statusEventDelay || STATUS_EVERY_MS;
    this.onError = errorCallback ?? (() => undefined);
  }

  /** Begins to report, if the client may and every host understands. It does not keep the process alive. */
  init(): void {
    if (this.isClosed) return;
    const { options, hosts } = this.client;
    const versions = hosts.values().map((host) => host.getDseVersion());
    const understand = versions.length > 0 && versions.every(takesReports);
    if (options.monitorReporting.enabled && understand) void this.start();
  }

  shutdown(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private async start(): Promise<void> {
    try {
      await this.report(await startupEvent(this.client, this.sessionId, this.interval));
    } catch (err) {
      if (this.isClosed) return;
      this.client.log('verbose', `Insights startup message could not be sent (${String(err)})`, err);
      return this.onError(err as Error);
    }
    if (!this.isClosed) this.schedule(Math.floor(this.interval * (1 - JITTER * Math.random())));
  }

  private schedule(delay: number): void {
    this.timer = setTimeout(() => {
      void this.tellStatus();
      this.schedule(this.interval);
    }, delay);
    this.timer.unref();
  }

  private async tellStatus(): Promise<void> {
    try {
      await this.report(statusEvent(this.client, this.sessionId));
    } catch (err) {
      if (this.isClosed) return;
      if (this.failures++ < FAILURES_LOGGED) {
        this.client.log('warning', `Insights status message could not be sent (${String(err)})`, err);
      }
      this.onError(err as Error);
    }
  }

  private async report(event: object): Promise<void> {
    await this.client.controlConnection.query({ query: REPORT, params: [JSON.stringify(event)] }, false);
  }
}

function takesReports([major, minor, patch]: number[]): boolean {
  if (major === undefined) return false;
  const version = new VersionNumber(Number(major), Number(minor), Number(patch));
  return version.compare(version.major < 6 ? SINCE_OF_5 : SINCE) >= 0;
}
