import type { SandboxApp, SandboxContext } from '../context.js';
import { keepPeople } from './keptPeople.js';
import { registerProfile } from './profile/profileRoutes.js';
import { registerProvisioning } from './provisioning/provisioningRoutes.js';
import { registerDiscovery } from './scim/discoveryRoutes.js';
import { registerGroups } from './scim/groupRoutes.js';
import { groupSchemas } from './scim/groups.js';
import { createScimApp } from './scim/scimApp.js';
import { UserDirectory } from './scim/userDirectory.js';
import { registerScimUsers } from './scim/userRoutes.js';
import { identityV4, identityV41, scimV4 } from './scim/userService.js';
import { registerUserV1 } from './v1/userRoutes.js';
import { registerUserLists } from './v3/userLists.js';

/** People as users: User v1, v3 and v3.1, Profile v1, Identity v4 and v4.1, SCIM v4, User Provisioning v4. */
export function registerUsers(app: SandboxApp, context: SandboxContext): void {
  const directory = new UserDirectory(context);
  context.state.keep('users', keepPeople(context.company));
  registerUserV1(app, context, directory);
  registerUserLists(app, context, directory);
  registerProfile(app, context);

  const scim = createScimApp();
  for (const service of [identityV4, identityV41, scimV4]) {
    registerScimUsers(scim, context, directory, service, { isDeletedSoftly: service === scimV4 });
    registerDiscovery(scim, context, service, service === scimV4 ? groupSchemas : []);
  }
  registerProvisioning(scim, context, directory);
  registerGroups(scim, context, directory);
  app.route('/', scim);
}
