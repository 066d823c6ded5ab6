/** A file that cannot be imported. `message` is one sentence that says where, what and, if it can, how to mend it. */
export class DescriptionError extends Error {
  override readonly name = 'DescriptionError';

  /**
   * @param file path of the file at fault, which may be one that the imported file refers to
   * @param reason one sentence that fits behind a colon
   * @param line from 1, where the fault has a place
   */
  constructor(
    readonly file: string,
    readonly reason: string,
    readonly line?: number,
    options?: ErrorOptions,
  ) {
    super(`${file.split(/[\\/]/).pop() || file}${line === undefined ? '' : `, line ${line}`}: ${reason}`, options);
  }
}
