import { callable } from '../callable';
import { BaseDseAuthenticator } from './base-dse-authenticator';
import { AuthProvider, type Authenticator, type AuthCallback } from './provider';

const MECHANISM = 'PLAIN';
const CHALLENGE = 'PLAIN-START';

/** Authenticates with DSE by a user name and a password, if wanted in the name of another user. */
@callable
export class DsePlainTextAuthProvider extends AuthProvider {
  readonly username: string;
  readonly password: string;
  readonly authorizationId: string | undefined;

  /**
   * @param authorizationId Whose rights are asked for, when they are not those of the user.
   * @throws TypeError when the name or the password is no string.
   */
  constructor(username: string, password: string, authorizationId?: string) {
    super();
    if (typeof username !== 'string' || typeof password !== 'string') {
      throw new TypeError('Username and password must be a string');
    }
    this.username = username;
    this.password = password;
    this.authorizationId = authorizationId;
    // So that printing the options of a client does not print the password.
    Object.defineProperty(this, 'password', { enumerable: false });
  }

  override newAuthenticator(_endpoint: string, name: string): Authenticator {
    return new DsePlainTextAuthenticator(name, this);
  }
}

class DsePlainTextAuthenticator extends BaseDseAuthenticator {
  constructor(
    name: string,
    private readonly provider: DsePlainTextAuthProvider,
  ) {
    super(name);
  }

  override getMechanism(): Buffer {
    return Buffer.from(MECHANISM);
  }

  override getInitialServerChallenge(): Buffer {
    return Buffer.from(CHALLENGE);
  }

  override evaluateChallenge(challenge: Buffer, callback: AuthCallback): void {
    if (challenge?.toString() !== CHALLENGE) {
      return callback(new Error('Incorrect SASL challenge from server'));
    }
    const { authorizationId, username, password } = this.provider;
    callback(null, Buffer.from(`${authorizationId ?? ''}\0${username}\0${password}`, 'utf8'));
  }
}
