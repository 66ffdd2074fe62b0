import type { CqlType } from './type.js';
import type { Canonical } from './value.js';

/** What PROTOCOL.md sends to an adapter. */
export type Request = Readonly<Record<string, unknown>>;

/** What an adapter answers. */
export interface Reply {
  readonly id: number;
  readonly ok?: ResultReply;
  readonly error?: ErrorReply;
}

export interface ErrorReply {
  readonly kind: string;
  readonly cause?: string;
  readonly message: string;
  readonly class?: string;
  readonly fields?: Readonly<Record<string, Canonical>>;
}

export interface ResultReply {
  readonly session?: number;
  readonly language?: string;
  readonly capabilities?: readonly string[];
  readonly columns?: readonly { readonly name: string; readonly type: CqlType }[];
  readonly rows?: readonly (readonly Canonical[])[];
  readonly paging_state?: string | null;
  readonly warnings?: readonly string[];
  readonly tracing_id?: string | null;
  readonly applied?: boolean;
  readonly inserted?: readonly number[];
  readonly errors?: Readonly<Record<string, number>>;
}
