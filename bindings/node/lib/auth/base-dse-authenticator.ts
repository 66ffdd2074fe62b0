import { callable } from '../callable';
import { Authenticator, type AuthCallback } from './provider';

/** The authenticator of DSE, which first asks for a mechanism. */
const DSE_AUTHENTICATOR = 'com.datastax.bdp.cassandra.auth.DseAuthenticator';

/** Whether a server asks everybody for the mechanism of authentication first. */
export function isDseAuthenticator(className: string): boolean {
  return className === DSE_AUTHENTICATOR;
}

/** Answers the challenges of a server that may be DSE: such a one first wants to hear the mechanism. */
@callable
export class BaseDseAuthenticator extends Authenticator {
  /** @param authenticatorName The class with which the server checks. */
  constructor(readonly authenticatorName: string) {
    super();
  }

  /** The name of the mechanism. */
  getMechanism(): Buffer {
    throw new Error('Not implemented');
  }

  /** What DSE says once it knows the mechanism; other servers do not, so the authenticator says it to itself. */
  getInitialServerChallenge(): Buffer {
    throw new Error('Not implemented');
  }

  override initialResponse(callback: AuthCallback): void {
    if (isDseAuthenticator(this.authenticatorName)) return callback(null, this.getMechanism());
    this.evaluateChallenge(this.getInitialServerChallenge(), callback);
  }
}
