export interface Effect {
  readonly used: boolean;
  readonly up: boolean;
  readonly shaken: boolean;
  readonly changed: boolean;
}

export function effectOf(output: string, upBefore: boolean): Effect;
export function downIn(status: string): string[];
