/** The port that was asked for is taken by another program. */
export class SandboxPortError extends Error {
  override readonly name = 'SandboxPortError';

  constructor(
    readonly port: number,
    options?: ErrorOptions,
  ) {
    super(`Port ${port} is taken`, options);
  }
}
