/** major.minor[.patch[.dsePatch]][-preRelease…][+build], as versions of servers are written. */
const VERSION = /(\d+)\.(\d+)(?:\.(\d+))?(?:\.(\d+)?)?(?:[-~]([\w+]*(?:-\w[.\w]*)*))?(?:\+([.\w]+))?/;

const numberOf = (digits: string | undefined): number | undefined =>
  digits ? parseInt(digits, 10) : undefined;

/** Orders numbers; one that is not there comes before all others. */
function order(a: number | undefined, b: number | undefined): number {
  return Math.sign((a ?? -1) - (b ?? -1));
}

/** The version of a server. */
export class VersionNumber {
  constructor(
    readonly major: number,
    readonly minor: number,
    readonly patch?: number,
    readonly dsePatch?: number,
    readonly preReleases?: string[],
    readonly build?: string,
  ) {}

  /**
   * Reads the first version in a text; `null` for no text.
   *
   * @throws TypeError when the text holds no version.
   */
  static parse(version: string | null | undefined): VersionNumber | null {
    if (!version) return null;
    const match = VERSION.exec(version);
    if (!match) throw new TypeError(`Could not extract version from '${version}'`);
    const [, major, minor, patch, dsePatch, preReleases, build] = match;
    return new VersionNumber(
      parseInt(major!, 10),
      parseInt(minor!, 10),
      numberOf(patch),
      numberOf(dsePatch),
      preReleases?.split('-'),
      build,
    );
  }

  toString(): string {
    const numbers = [this.major, this.minor, this.patch, this.dsePatch].filter((part) => part !== undefined);
    const preReleases = (this.preReleases ?? []).map((name) => `-${name}`).join('');
    return `${numbers.join('.')}${preReleases}${this.build ? `+${this.build}` : ''}`;
  }

  /** -1 when this version is older than another, 1 when it is newer, 0 when they are the same but for the build. */
  compare(other: VersionNumber): number {
    return (
      order(this.major, other.major) ||
      order(this.minor, other.minor) ||
      order(this.patch ?? 0, other.patch ?? 0) ||
      order(this.dsePatch, other.dsePatch) ||
      // What comes before a release is older than it.
      Number(other.preReleases !== undefined) - Number(this.preReleases !== undefined)
    );
  }
}
