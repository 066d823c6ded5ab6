/** A kind of attendee with its rules. */
export interface AttendeeType {
  /** Id for v3 APIs. */
  readonly id: string;
  /** UUID for v4 APIs. */
  readonly uuid: string;
  readonly code: string;
  readonly name: string;
  readonly form: AttendeeForm;
  /** Fields that make a duplicate when all of them are equal, as v4 spells them. */
  readonly duplicateFields: readonly string[];
  readonly connectorId: string | undefined;
  /** Whether all users see its attendees; else each is for its owner only. */
  readonly isPublic: boolean;
  readonly isActive: boolean;
  readonly isDeleted: boolean;
  /** Whether users may add attendees of the type. */
  readonly permitsAdds: boolean;
  readonly allowsManualEntry: boolean;
  readonly allowsCountEditing: boolean;
  /** Whether it came with Concur. */
  readonly isSystem: boolean;
}

/** The form that attendees of a type are entered with. */
export interface AttendeeForm {
  readonly id: string;
  readonly uuid: string;
  readonly name: string;
}

/** Types whose attendees Concur keeps itself: nobody creates or changes them (/api-reference/common/attendees/v4.attendees.html). */
export const KEPT_BY_CONCUR: readonly string[] = ['NOSHOWS', 'SYSEMP', 'UNDEF'];

/** Attendee types of the company, in memory. */
export class AttendeeTypeBook {
  readonly #types = new Map<string, AttendeeType>();

  constructor(types: readonly AttendeeType[]) {
    for (const type of types) this.save(type);
  }

  get types(): readonly AttendeeType[] {
    return [...this.#types.values()];
  }

  /** By its code, in any letter case. */
  find(code: string): AttendeeType | undefined {
    return this.#types.get(code.toUpperCase());
  }

  findById(id: string): AttendeeType | undefined {
    return this.types.find((type) => type.id === id);
  }

  /** A type that new attendees can have. */
  findUsable(code: string): AttendeeType | undefined {
    const type = this.find(code);
    return type?.isActive && !type.isDeleted && !KEPT_BY_CONCUR.includes(type.code) ? type : undefined;
  }

  save(type: AttendeeType): void {
    this.#types.set(type.code, type);
  }

  /** Forgets all and takes over others. */
  replaceAll(types: readonly AttendeeType[]): void {
    this.#types.clear();
    for (const type of types) this.save(type);
  }
}
