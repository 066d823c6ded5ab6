import type { SandboxApp, SandboxContext } from '../context.js';
import { registerAdminPage } from './adminPage.js';
import { registerFaults } from './faultRoutes.js';
import { registerRequests } from './requestRoutes.js';
import { registerSettings } from './settingsRoutes.js';
import { registerSaving } from './stateRoutes.js';

/** The admin page of the sandbox at /sandbox, and what it does as JSON for programs. */
export function registerAdmin(app: SandboxApp, context: SandboxContext): void {
  registerAdminPage(app, context);
  registerRequests(app, context);
  registerFaults(app, context);
  registerSaving(app, context);
  registerSettings(app, context);
}
