import { callable } from '../callable';
/** Takes an error, or the answer for the server. */
export type AuthCallback = (err: Error | null | undefined, token?: Buffer) => void;

/** Answers the challenges of one server. */
@callable
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
@callable
export abstract class AuthProvider {
  newAuthenticator(_endpoint: string, _name: string): Authenticator {
    throw new Error(
      'This is an abstract class, you must implement newAuthenticator method or use another auth provider that inherits from this class',
    );
  }
}
