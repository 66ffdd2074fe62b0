import { X509Certificate } from 'node:crypto';
import type { PeerCertificate } from 'node:tls';
import type { Authenticator } from './auth';
import type { ResolvedOptions } from './client-options';

/** What the core asks while it opens connections. */
export interface Question {
  id: number;
  what: 'initialResponse' | 'evaluateChallenge' | 'success' | 'translate' | 'identity';
  /** One authentication under way; a number. */
  exchange: number;
  /** Who wants authentication, as `ip:port`, if it is known. */
  host?: string | null;
  /** The class with which the server checks. */
  className?: string;
  token?: number[] | null;
  /** The address to translate. */
  address?: string;
  port?: number;
  /** What a certificate should be for. */
  name?: string;
  /** The certificate in DER form. */
  certificate?: number[];
}

/** Gives the answer to a question, once; a second one is not heard. */
export type Answer = (question: number, answer: Buffer | null, error: string | null) => void;

/** Asks the authenticators, the address translator and the check of identity of the user. What they throw ends the connection, nothing else. */
export class CoreQuestions {
  private readonly authenticators = new Map<number, Authenticator>();

  constructor(
    private readonly options: ResolvedOptions,
    private readonly answer: Answer,
  ) {}

  ask(question: Question): void {
    try {
      this[question.what](question);
    } catch (err) {
      this.answer(question.id, null, messageOf(err));
    }
  }

  /** An authentication is over. */
  forget(exchange: number): void {
    this.authenticators.delete(exchange);
  }

  private initialResponse({ id, exchange, host, className }: Question): void {
    const endpoint = host ?? this.options.contactPoints[0]!;
    const authenticator = this.options.authProvider.newAuthenticator(endpoint, className!);
    this.authenticators.set(exchange, authenticator);
    authenticator.initialResponse((err, token) => this.reply(id, err, token));
  }

  private evaluateChallenge({ id, exchange, token }: Question): void {
    const challenge = token ? Buffer.from(token) : (null as unknown as Buffer);
    this.authenticators.get(exchange)!.evaluateChallenge(challenge, (err, response) => {
      this.reply(id, err, response);
    });
  }

  private success({ id, exchange, token }: Question): void {
    this.authenticators.get(exchange)!.onAuthenticationSuccess(token ? Buffer.from(token) : undefined);
    this.answer(id, null, null);
  }

  private translate({ id, address, port }: Question): void {
    const { addressResolution } = this.options.policies;
    addressResolution.translate(address!, port!, (endpoint) => {
      this.answer(id, Buffer.from(String(endpoint)), null);
    });
  }

  private identity({ id, name, certificate }: Question): void {
    const presented = new X509Certificate(Buffer.from(certificate!)).toLegacyObject() as PeerCertificate;
    const err = this.options.sslOptions!.checkServerIdentity!(name!, presented);
    this.answer(id, null, err ? messageOf(err) : null);
  }

  private reply(id: number, err: Error | null | undefined, token: unknown): void {
    if (err) return this.answer(id, null, messageOf(err));
    this.answer(id, token instanceof Uint8Array ? Buffer.from(token) : null, null);
  }
}

function messageOf(err: unknown): string {
  return err instanceof Error ? err.message : String(err);
}
