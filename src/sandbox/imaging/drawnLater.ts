/** A file whose bytes are made when somebody first wants them, so that the sandbox starts without drawing. */
export function drawnLater<T extends object>(facts: T, draw: () => Uint8Array): T & { readonly bytes: Uint8Array } {
  let drawn: Uint8Array | undefined;
  return {
    ...facts,
    get bytes() {
      drawn ??= draw();
      return drawn;
    },
  };
}
