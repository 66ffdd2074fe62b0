import { promises as dns } from 'node:dns';
import { isIP } from 'node:net';
import { emptyArray } from './plain-object';

/**
 * Finds the addresses, as `ip:port`, of each contact point; none for one that cannot be resolved.
 *
 * @param port Of contact points that name none.
 */
export async function resolveContactPoints(
  points: readonly string[],
  port: number,
): Promise<Map<string, readonly string[]>> {
  const entries = points.map(async (point): Promise<[string, readonly string[]]> => {
    const { name, port: own } = split(point);
    const ips = isIP(name) ? [name] : await lookup(name);
    return [point, ips.length === 0 ? emptyArray : ips.map((ip) => endpoint(ip, own ?? port))];
  });
  return new Map(await Promise.all(entries));
}

/** Splits `name`, `name:port`, `ip`, `ip:port` and `[ipv6]:port`. */
function split(point: string): { name: string; port: number | undefined } {
  if (isIP(point)) return { name: point, port: undefined };
  const [, bracketed, name, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(point) ?? [];
  return { name: bracketed ?? name ?? point, port: port === undefined ? undefined : Number(port) };
}

function endpoint(ip: string, port: number): string {
  return isIP(ip) === 6 ? `[${ip}]:${port}` : `${ip}:${port}`;
}

async function lookup(name: string): Promise<string[]> {
  const found = await dns.lookup(name, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}
