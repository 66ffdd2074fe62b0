import { AuthenticationError } from '../errors';

type AuthCallback = (err: Error | null | undefined, token?: Buffer) => void;

/** Answers the challenges of one server. */
export abstract class Authenticator {
  initialResponse(callback: AuthCallback): void {
    callback(new Error('Not implemented'));
  }

  evaluateChallenge(_challenge: Buffer, callback: AuthCallback): void {
    callback(new Error('Not implemented'));
  }

  onAuthenticationSuccess(_token?: Buffer): void {
    // What a server says after a success is of interest to subclasses alone.
  }
}

/** Makes an authenticator for each connection. */
export abstract class AuthProvider {
  newAuthenticator(_endpoint: string, _name: string): Authenticator {
    throw new Error(
      'This is an abstract class, you must implement newAuthenticator method or use another auth provider that inherits from this class',
    );
  }
}

class PlainTextAuthenticator extends Authenticator {
  constructor(
    private readonly username: string,
    private readonly password: string,
  ) {
    super();
  }

  override initialResponse(callback: AuthCallback): void {
    callback(null, Buffer.from(`\0${this.username}\0${this.password}`, 'utf8'));
  }

  override evaluateChallenge(_challenge: Buffer, callback: AuthCallback): void {
    callback(null);
  }
}

/** Authenticates with a user name and a password. */
export class PlainTextAuthProvider extends AuthProvider {
  readonly username: string;
  readonly password: string;

  constructor(username: string, password: string) {
    super();
    this.username = username;
    this.password = password;
    // So that printing the options of a client does not print the password.
    Object.defineProperty(this, 'password', { enumerable: false });
  }

  override newAuthenticator(): Authenticator {
    return new PlainTextAuthenticator(this.username, this.password);
  }
}

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
export class NoAuthProvider extends AuthProvider {
  override newAuthenticator(endpoint: string): Authenticator {
    return new NoAuthenticator(endpoint);
  }
}
