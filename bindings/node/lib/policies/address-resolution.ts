/** Turns the address that a node tells into the one at which this client reaches it; they are the same here. */
export class AddressTranslator {
  translate(address: string, port: number, callback: (endPoint: string) => void): void {
    callback(`${address}:${port}`);
  }
}
