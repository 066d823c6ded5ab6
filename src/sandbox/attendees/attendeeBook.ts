import type { SeededRandom } from '../company/seededRandom.js';

/** The owner of attendees that belong to nobody and are shared by all. */
export const SYSTEM_OWNER = { login: 'ConcurSystem', uuid: '00000000-0000-4000-8000-00000c0c0a01' } as const;

/** Somebody who takes part in an expense: a guest of the company, or an employee. */
export interface Attendee {
  /** Id for v1 to v3 APIs. */
  readonly id: string;
  /** UUID for v4 APIs. */
  readonly uuid: string;
  /** Code of the attendee type, e.g. `BUSGUEST`. */
  readonly typeCode: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string | undefined;
  readonly title: string | undefined;
  /** Id in the system of whoever created the attendee. */
  readonly externalId: string | undefined;
  /** Login of the owner, who alone sees attendees of private types; that of {@link SYSTEM_OWNER} for shared ones. */
  readonly ownerLogin: string;
  readonly currency: string;
  readonly isDeleted: boolean;
  readonly versionNumber: number;
  /** Spent this year before the expenses that the sandbox knows. */
  readonly openingAmount: number;
  /** Further fields by their v3 wire names, e.g. `Custom1`. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Attendees of the whole company with their former versions, in memory. */
export class AttendeeBook {
  readonly #attendees = new Map<string, Attendee>();
  readonly #ids = new Map<string, string>();
  readonly #ranks = new Map<string, number>();
  readonly #formerVersions = new Map<string, Attendee[]>();

  /** In the order in which they were added. */
  get attendees(): readonly Attendee[] {
    return [...this.#attendees.values()];
  }

  /** All that were replaced, oldest first. */
  get formerVersions(): readonly Attendee[] {
    return [...this.#formerVersions.values()].flat();
  }

  /** By either id. */
  find(idOrUuid: string): Attendee | undefined {
    return this.#attendees.get(idOrUuid) ?? this.#attendees.get(this.#ids.get(idOrUuid.toLowerCase()) ?? '');
  }

  /** An attendee as it was; undefined when there was no such version. */
  findVersion({ id }: Attendee, versionNumber: number): Attendee | undefined {
    const current = this.#attendees.get(id);
    if (current?.versionNumber === versionNumber) return current;
    return this.#formerVersions.get(id)?.find((version) => version.versionNumber === versionNumber);
  }

  /** Where an attendee stands among all, growing with each that is added. */
  rankOf({ id }: Attendee): number {
    return this.#ranks.get(id) ?? 0;
  }

  /** Adds an attendee, or puts it in the place of the one with its id, which is kept as a former version. */
  save(attendee: Attendee): void {
    const old = this.#attendees.get(attendee.id);
    if (old && old.versionNumber !== attendee.versionNumber) this.saveFormer(old);
    if (!old) this.#ranks.set(attendee.id, this.#ranks.size + 1);
    this.#attendees.set(attendee.id, attendee);
    this.#ids.set(attendee.uuid, attendee.id);
  }

  saveFormer(version: Attendee): void {
    const versions = this.#formerVersions.get(version.id) ?? [];
    versions.push(version);
    this.#formerVersions.set(version.id, versions);
  }

  /** Ids that nobody has yet, also after data of an earlier run was loaded. */
  newIds(random: SeededRandom): { readonly id: string; readonly uuid: string } {
    for (;;) {
      const ids = { id: random.opaqueId('gWa', 35), uuid: random.uuid() };
      if (!this.find(ids.id) && !this.find(ids.uuid)) return ids;
    }
  }

  /** Forgets all, before others are loaded. */
  clear(): void {
    for (const map of [this.#attendees, this.#ids, this.#ranks, this.#formerVersions]) map.clear();
  }
}
