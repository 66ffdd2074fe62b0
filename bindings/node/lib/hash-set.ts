/** A set of texts that tells whether it changed. */
export class HashSet {
  private readonly items = new Set<string>();

  get length(): number {
    return this.items.size;
  }

  /** Adds a text; false when it was there already. */
  add(key: string): boolean {
    if (this.contains(key)) return false;
    this.items.add(String(key));
    return true;
  }

  contains(key: string): boolean {
    return this.items.has(String(key));
  }

  /** Removes a text; false when it was not there. */
  remove(key: string): boolean {
    return this.items.delete(String(key));
  }

  toArray(): string[] {
    return [...this.items];
  }
}
