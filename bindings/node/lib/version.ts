/** What the driver calls itself to the server. */
export const DRIVER_NAME = 'unicql Node.js Driver';

/** The version of this driver. */
export const version = (require('../package.json') as { version: string }).version;
