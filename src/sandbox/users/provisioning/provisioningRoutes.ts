import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import { isRecord } from '../../protocol/xml.js';
import { DELETE_SCOPE, WRITE_SCOPES } from '../scim/attributeScopes.js';
import { readPatch } from '../scim/patch.js';
import { allowCompany, readScimBody } from '../scim/scimApp.js';
import { answerScim, ScimRefusal } from '../scim/scimRefusal.js';
import { selectAttributes } from '../scim/selectAttributes.js';
import type { UserDirectory } from '../scim/userDirectory.js';
import { readCount } from '../scim/userList.js';
import { presentFor } from '../scim/userRoutes.js';
import { identityV4 } from '../scim/userService.js';
import { MOST_BYTES, MOST_OPERATIONS, readBulkRequest, runBulkRequest } from './bulkRequest.js';
import { isSuccess, type OperationOutcome, type Provision, presentProvision, statusUrl } from './provision.js';
import { ProvisionBook } from './provisionBook.js';
import { type Provisioned, UserProvisioner } from './provisionUser.js';

const BASE = '/profile/v4';
const STATUS_PATHS = [`${BASE}/provisions/:id/status`, '/provisioning/v4/provisions/:id/status'];

/** How long a request says that it is not done yet: a while, and a little more for every user. */
const WORK_MS = 2000;
const WORK_MS_PER_USER = 50;

/** User Provisioning v4 (/api-reference/user-provisioning/v4.user-provisioning.html). */
export function registerProvisioning(scim: SandboxApp, context: SandboxContext, directory: UserDirectory): void {
  const book = new ProvisionBook();
  context.state.keep('provisions', book);
  const provisioner = new UserProvisioner(directory);
  const writing = allowCompany(context, 'user.provision.write', ...WRITE_SCOPES, 'spend.user.general.writeonly');

  const record = (call: SandboxCall, kind: Provision['kind'], operations: readonly OperationOutcome[]): Provision => {
    const createdAt = context.now();
    const work = WORK_MS + WORK_MS_PER_USER * operations.length;
    const provision: Provision = {
      id: context.newUuid(),
      kind,
      correlationId: call.get('correlationId'),
      createdAt,
      completedAt: new Date(createdAt.getTime() + work),
      operations,
    };
    book.add(provision);
    setTimeout(() => tellCompletion(provision, context), work).unref();
    return provision;
  };

  /** The identity of the user, and where to ask for the rest. */
  const answerUser = (call: SandboxCall, { person, extensions }: Provisioned, status: 200 | 201): Response => {
    const operation = { bulkId: undefined, userId: person.id, code: String(status), extensions };
    const { id } = record(call, 'User', [operation]);
    const shown = selectAttributes(
      presentFor(identityV4, person, context),
      { attributes: undefined, excludedAttributes: ['localeOverrides'] },
      identityV4.schemas,
    );
    const meta = {
      ...(isRecord(shown.meta) ? shown.meta : {}),
      provisionId: id,
      statusUrl: statusUrl(context.url, id),
    };
    return answerScim(call, { ...withoutNulls(shown), meta }, status);
  };

  scim.post(`${BASE}/Users`, ...writing, async (call) =>
    answerUser(call, provisioner.create(call.get('caller'), await readScimBody(call)), 201),
  );
  scim.put(`${BASE}/Users/:id`, ...writing, async (call) => {
    const person = directory.find(call.req.param('id') ?? '');
    return answerUser(call, provisioner.replace(call.get('caller'), person, await readScimBody(call)), 200);
  });
  scim.patch(`${BASE}/Users/:id`, ...writing, async (call) => {
    const person = directory.find(call.req.param('id') ?? '');
    const operations = readPatch(await readScimBody(call));
    return answerUser(call, provisioner.patch(call.get('caller'), person, operations), 200);
  });
  scim.delete(`${BASE}/Users/:id`, ...allowCompany(context, DELETE_SCOPE), (call) => {
    directory.remove(directory.find(call.req.param('id') ?? ''));
    return call.body(null, 204);
  });

  scim.post(`${BASE}/Bulk`, ...writing, async (call) => {
    if (Number(call.req.header('content-length') ?? 0) > MOST_BYTES) {
      throw new ScimRefusal('tooMany', 'A bulk request holds at most 400 KB.');
    }
    const companyId = new Query(new URL(call.req.url).searchParams).text('companyId');
    if (companyId !== undefined && companyId.toLowerCase() !== context.company.id) {
      throw new Refusal(403, 'The token is for another company.');
    }
    const outcomes = runBulkRequest(readBulkRequest(await readScimBody(call)), call.get('caller'), provisioner);
    const provision = record(call, 'Bulk', outcomes);
    const query = { withOperations: false, startIndex: 1, count: MOST_OPERATIONS, state: undefined };
    return answerScim(call, presentProvision(provision, context.url, provision.createdAt, query), 202);
  });

  for (const path of STATUS_PATHS) {
    scim.get(path, ...allowCompany(context, 'user.provision.read', 'user.provision.write'), (call) => {
      const provision = book.find(call.req.param('id') ?? '', context.now());
      if (!provision) throw new Refusal(404, 'There is no such provisioning request, or it is older than 7 days.');
      const query = new Query(new URL(call.req.url).searchParams);
      const state = query.text('state')?.toLowerCase();
      if (state !== undefined && !['success', 'failed', 'pending'].includes(state)) {
        throw new ScimRefusal('invalidValue', 'state is success, failed or pending.', 'state');
      }
      const status = presentProvision(provision, context.url, context.now(), {
        withOperations: query.list('attributes')?.some((name) => name.toLowerCase() === 'operations') ?? false,
        startIndex: readCount(query.text('startIndex'), 'startIndex', 1, MOST_OPERATIONS + 1, 1),
        count: readCount(query.text('count'), 'count', 0, MOST_OPERATIONS, MOST_OPERATIONS),
        state,
      });
      return answerScim(call, status);
    });
  }
}

function tellCompletion({ id, operations }: Provision, { changes, url, closing }: SandboxContext): void {
  if (closing.aborted) return;
  changes.publish({
    topic: 'public.concur.user.provisioning',
    eventType: 'provisionCompleted',
    data: {
      originator: 'com.concur.provisioning',
      provisionId: id,
      provisionStatusHref: `${url}/provisioning/v4/provisions/${id}/status`,
      success: operations.every(isSuccess),
    },
  });
}

/** This service leaves out what has no value, in extensions and names too. */
function withoutNulls(document: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(document).flatMap(([name, value]) => {
      if (value === null) return [];
      return [[name, isRecord(value) ? withoutNulls(value) : value]];
    }),
  );
}
