import * as z from 'zod/mini';
import type { Company } from '../company/company.js';
import type { Person } from '../company/people.js';
import type { SeededRandom } from '../company/seededRandom.js';
import { dayAfter } from '../protocol/moments.js';
import { isWireRecord, type WireRecord } from '../protocol/xml.js';
import type { Kept } from '../state.js';
import { linkedSections } from './linkedSections.js';
import { blankGeneral, seedProfile } from './seedProfile.js';

/** The travel profile of one person. */
export interface Profile {
  readonly person: Person;
  /** Number of the user in Concur Travel, `Unique` on the wire. */
  readonly unique: string;
  /** Id for exchange with other systems; empty where there is none. */
  readonly xmlSyncId: string;
  /** Sections in the form of v2, without what the person itself says. */
  readonly sections: WireRecord;
  readonly modifiedAt: Date;
}

const kept = z.array(
  z.object({
    id: z.string(),
    sections: z.custom<WireRecord>((value) => typeof value === 'object' && value !== null),
    modifiedAt: z.coerce.date(),
  }),
);

const DAY_MS = 86_400_000;

/**
 * Travel profiles of the whole company. Whoever works there from the start has a full one, made when it is first asked
 * for; only what calls change is kept.
 */
export class ProfileBook {
  readonly #company: Company;
  readonly #random: SeededRandom;
  readonly #startedAt: Date;
  /** Ids of those with a seeded profile. */
  readonly #employees: ReadonlySet<string>;
  /** Sections that calls have written, by id of the person. */
  readonly #written = new Map<string, { readonly sections: WireRecord; readonly modifiedAt: Date }>();

  constructor(company: Company, random: SeededRandom, startedAt: Date) {
    this.#company = company;
    this.#random = random;
    this.#startedAt = startedAt;
    this.#employees = new Set(company.people.map(({ id }) => id));
  }

  /** Everybody's, in an order that changes of profiles do not disturb. */
  get profiles(): readonly Profile[] {
    return this.#company.people.filter(({ isDeleted }) => !isDeleted).map((person) => this.of(person));
  }

  of(person: Person): Profile {
    const random = this.#random.fork(`travelProfile ${person.id}`);
    const isSeeded = this.#employees.has(person.id);
    const unique = `${person.firstName.charAt(0)}${person.lastName.charAt(0)}${random.integer(10_000_000, 99_999_999)}`;
    const seededAt = new Date(
      this.#startedAt.getTime() - random.integer(1, 400) * DAY_MS - random.integer(1, 80_000_000),
    );
    const written = this.#written.get(person.id);
    const seeded = isSeeded
      ? seedProfile(person, random, dayAfter(this.#startedAt, 0))
      : { General: blankGeneral(person.home.country) };
    return {
      person,
      unique: unique.toUpperCase(),
      xmlSyncId:
        person.employeeNumber === ''
          ? ''
          : `${person.lastName}-${person.employeeNumber}`.toUpperCase().replaceAll(' ', ''),
      sections: merge({ ...linkedSections(person, this.#company), ...seeded }, written?.sections ?? {}),
      modifiedAt: latest(isSeeded ? seededAt : person.createdAt, person.modifiedAt, written?.modifiedAt),
    };
  }

  /** @param sections those that changed, whole; of General the elements that changed */
  save(person: Person, sections: WireRecord, modifiedAt: Date): void {
    this.#written.set(person.id, {
      sections: merge(this.#written.get(person.id)?.sections ?? {}, sections),
      modifiedAt,
    });
  }

  /** How the changes get into a file and back. */
  keep(): Kept {
    return {
      save: () => [...this.#written].map(([id, written]) => ({ id, ...written })),
      load: (value) => {
        const entries = kept.parse(value);
        this.#written.clear();
        for (const { id, sections, modifiedAt } of entries) this.#written.set(id, { sections, modifiedAt });
      },
    };
  }
}

function merge(before: WireRecord, after: WireRecord): WireRecord {
  const general = { ...recordOf(before.General), ...recordOf(after.General) };
  return { ...before, ...after, ...(Object.keys(general).length > 0 ? { General: general } : {}) };
}

/** The elements of a section; none where it is missing or empty. */
export function recordOf(value: WireRecord[string] | undefined): WireRecord {
  return isWireRecord(value) ? value : {};
}

function latest(...moments: readonly (Date | undefined)[]): Date {
  return new Date(Math.max(...moments.map((moment) => moment?.getTime() ?? 0)));
}
