import type { SandboxApp, SandboxContext } from '../../context.js';
import { Refusal } from '../../protocol/refusal.js';
import type { ResourceSchema } from './attributes.js';
import { answerScim } from './scimRefusal.js';
import { listResponse } from './userList.js';
import type { UserService } from './userService.js';

const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema';

/** What a service tells about itself: schemas and capabilities; any token may ask. */
export function registerDiscovery(
  scim: SandboxApp,
  context: SandboxContext,
  service: UserService,
  furtherSchemas: readonly ResourceSchema[] = [],
): void {
  const { base, paging, pageSize } = service;
  const schemas = [...service.schemas, ...furtherSchemas];
  const present = ({ id, name, description, attributes }: ResourceSchema) => ({
    id,
    name,
    description,
    schemas: [SCHEMA],
    attributes,
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
  });

  scim.get(`${base}/Schemas`, context.allow(), (call) =>
    answerScim(call, listResponse(schemas.map(present), schemas.length, 1)),
  );
  scim.get(`${base}/Schemas/:id`, context.allow(), (call) => {
    const id = call.req.param('id');
    const schema = schemas.find((known) => known.id.toLowerCase() === id.toLowerCase());
    if (!schema) throw new Refusal(404, `There is no schema ${id}.`);
    return answerScim(call, present(schema));
  });

  const isScim = base.startsWith('/scim');
  const page = base.split('/').slice(-2).reverse().join('.');
  const feature = (supported: boolean) => (isScim ? supported : { supported });
  scim.get(`${base}/ServiceProviderConfig`, context.allow(), (call) =>
    answerScim(call, {
      documentationUrl: `https://developer.concur.com/api-reference/profile/${page}.html`,
      authenticationSchemes: {
        name: 'OAuth Bearer Token',
        description: 'Access token of a company',
        specUrl: 'https://www.rfc-editor.org/rfc/rfc6750',
        documentationUrl: 'https://developer.concur.com/api-reference/authentication/apidoc.html',
      },
      patch: { supported: true },
      bulk: { supported: false },
      filter: { supported: true },
      sort: { supported: false },
      etag: { supported: false },
      changePassword: { supported: false },
      pagination: {
        cursor: feature(paging.byCursor),
        index: feature(paging.byIndex),
        ...(isScim ? { defaultPaginationMethod: 'index', cursorTimeout: 3600 } : {}),
        defaultPageSize: pageSize.usual,
        maxPageSize: pageSize.most,
      },
    }),
  );

  if (isScim) return;
  scim.get(`${base}/ResourceTypes`, context.allow(), (call) => {
    const [core, ...extensions] = service.schemas;
    const userType = {
      id: 'User',
      name: 'User',
      description: 'A user of SAP Concur',
      endpoint: '/Users',
      schema: core?.id,
      attributes: extensions.map(({ id }, at) => ({ schema: id, required: at === 0 })),
    };
    return answerScim(call, [userType]);
  });
}
