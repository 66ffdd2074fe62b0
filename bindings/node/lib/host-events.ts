import type { EventEmitter } from 'node:events';
import type { Host, HostMap } from './host';

/** Has a client emit what happens to its hosts: `hostAdd`, `hostRemove`, `hostUp` and `hostDown`. */
export function announceHosts(client: EventEmitter, hosts: HostMap): void {
  const listen = (host: Host) => {
    host.on('up', () => client.emit('hostUp', host));
    host.on('down', () => client.emit('hostDown', host));
  };
  hosts.on('add', (host: Host) => {
    listen(host);
    client.emit('hostAdd', host);
  });
  hosts.on('remove', (host: Host) => {
    host.removeAllListeners();
    client.emit('hostRemove', host);
  });
  hosts.forEach(listen);
}
