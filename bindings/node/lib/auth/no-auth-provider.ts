import { callable } from '../callable';
import { AuthenticationError } from '../errors';
import { isDseAuthenticator } from './base-dse-authenticator';
import { PlainTextAuthenticator } from './plain-text-auth-provider';
import { Authenticator, AuthProvider, type AuthCallback } from './provider';

class NoAuthenticator extends Authenticator {
  constructor(private readonly endpoint: string) {
    super();
  }

  override initialResponse(callback: AuthCallback): void {
    const why = `Host ${this.endpoint} requires authentication, but no authenticator found in the options`;
    callback(new AuthenticationError(why));
  }
}

/** Connects where no authentication is asked for, and says so where it is. */
@callable
export class NoAuthProvider extends AuthProvider {
  override newAuthenticator(endpoint: string, name: string): Authenticator {
    // DSE in its transitional mode asks everybody, and lets those in who have no name.
    if (isDseAuthenticator(name)) return new PlainTextAuthenticator('', '');
    return new NoAuthenticator(endpoint);
  }
}
