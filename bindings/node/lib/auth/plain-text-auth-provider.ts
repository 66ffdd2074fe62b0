import { callable } from '../callable';
import { Authenticator, AuthProvider, type AuthCallback } from './provider';

/** Answers with a user name and a password. */
export class PlainTextAuthenticator extends Authenticator {
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
@callable
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

  override newAuthenticator(_endpoint: string, _name: string): Authenticator {
    return new PlainTextAuthenticator(this.username, this.password);
  }
}
