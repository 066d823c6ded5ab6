import type { Person } from '../../company/people.js';
import type { Caller } from '../../identity/caller.js';
import { Refusal } from '../../protocol/refusal.js';
import { isRecord } from '../../protocol/xml.js';
import type { ScimDocument } from '../scim/filterMatch.js';
import { applyPatch, type PatchOperation } from '../scim/patch.js';
import { readResource } from '../scim/readResource.js';
import { messagesOf } from '../scim/scimRefusal.js';
import type { UserDirectory } from '../scim/userDirectory.js';
import { writableDocument } from '../scim/userDocument.js';
import { CORE, ENTERPRISE, userSchemas } from '../scim/userSchemas.js';
import { readProductChanges } from './productChanges.js';
import { productDocument } from './productDocument.js';
import { productSchemas } from './productSchemas.js';
import type { ExtensionOutcome } from './provision.js';

const IDENTITY = { schemas: userSchemas };
const PRODUCT_URNS = new Set(productSchemas.map(({ id }) => id));

/** A user whose identity was stored, and what became of all parts. */
export interface Provisioned {
  readonly person: Person;
  readonly extensions: readonly ExtensionOutcome[];
}

/** Stores users with their identity, spend and travel data: the identity first, then what builds on it. */
export class UserProvisioner {
  constructor(readonly directory: UserDirectory) {}

  /** @throws {Refusal} the identity cannot be stored */
  create(caller: Caller, body: ScimDocument): Provisioned {
    const person = this.directory.create(caller, body, IDENTITY);
    return { person, extensions: [...identityOutcomes(body), ...this.#storeProducts(person, body)] };
  }

  /** @throws {Refusal} the identity cannot be stored */
  replace(caller: Caller, person: Person, body: ScimDocument): Provisioned {
    this.directory.replace(caller, person, body, IDENTITY);
    return { person, extensions: [...identityOutcomes(body), ...this.#storeProducts(person, body)] };
  }

  /** @throws {Refusal} a path is wrong, or the identity cannot be stored */
  patch(caller: Caller, person: Person, operations: readonly PatchOperation[]): Provisioned {
    const { company } = this.directory.context;
    const identity = writableDocument(person, company);
    const products = productDocument(person, company);
    const patched = applyPatch({ ...identity, ...products }, operations, [...userSchemas, ...productSchemas]);
    const rest = Object.fromEntries(Object.entries(patched).filter(([name]) => !PRODUCT_URNS.has(name)));
    const isIdentityChanged =
      JSON.stringify(readResource(identity, userSchemas)) !== JSON.stringify(readResource(rest, userSchemas));
    if (isIdentityChanged) this.directory.replace(caller, person, rest, IDENTITY);
    const changed = Object.entries(patched).filter(
      ([name, value]) => PRODUCT_URNS.has(name) && JSON.stringify(value) !== JSON.stringify(products[name]),
    );
    return {
      person,
      extensions: [
        ...identityOutcomes(rest, isIdentityChanged ? 'success' : 'no-op'),
        ...this.#storeProducts(person, Object.fromEntries(changed)),
      ],
    };
  }

  /** Each extension on its own: one that fails does not hold up the others. */
  #storeProducts(person: Person, body: ScimDocument): readonly ExtensionOutcome[] {
    return productSchemas.map((schema): ExtensionOutcome => {
      const name = schema.id;
      const given = body[name];
      if (!isRecord(given)) return { name, result: 'no-op', messages: [] };
      try {
        const document = readResource({ [name]: given }, [EMPTY_CORE, schema])[name];
        const extension = isRecord(document) ? document : {};
        this.directory.change(person, readProductChanges(name, extension, person, this.directory.context.company));
        return { name, result: 'success', messages: [] };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { name, result: 'error', messages: messagesOf(error) };
      }
    });
  }
}

const EMPTY_CORE = { id: CORE, name: 'User', description: '', attributes: [] };

function identityOutcomes(
  body: ScimDocument,
  result: ExtensionOutcome['result'] = 'success',
): readonly ExtensionOutcome[] {
  const names = ENTERPRISE in body ? [CORE, ENTERPRISE] : [CORE];
  return names.map((name) => ({ name, result, messages: [] }));
}
