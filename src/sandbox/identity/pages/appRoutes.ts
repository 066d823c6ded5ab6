import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { Refusal } from '../../protocol/refusal.js';
import type { RegisteredApp } from '../registeredApp.js';
import { readAppForm } from './appForm.js';
import { appListPage, appPage, credentialsPage, newAppPage } from './appPages.js';
import { answerHtml, pagesOf } from './htmlPage.js';
import { readOwnForm } from './sameOrigin.js';

/** Registering apps, in the steps of Concur's own tool (/api-reference/authentication/oauth2-app-mgmt-tool.html). */
export function registerAppPages(app: SandboxApp, { identity }: SandboxContext): void {
  const { apps, scopes } = identity;
  const pages = pagesOf(app);

  pages.get('/sandbox/apps', (call) => answerHtml(call, { title: 'Application List', body: appListPage(apps.list()) }));

  pages.get('/sandbox/apps/new', (call) => answerHtml(call, { title: 'Create New App', body: newAppPage(scopes) }));

  pages.post('/sandbox/apps', async (call) => {
    const { app: created, secret } = apps.create(readAppForm(await readOwnForm(call), scopes));
    return answerHtml(call, { title: 'App Credentials', body: credentialsPage(created, secret) });
  });

  pages.get('/sandbox/apps/:clientId', (call) => {
    const found = requireApp(call);
    return answerHtml(call, { title: found.name, body: appPage(found, scopes) });
  });

  pages.post('/sandbox/apps/:clientId', async (call) => {
    const found = requireApp(call);
    apps.change(found, readAppForm(await readOwnForm(call), scopes));
    return call.redirect(`/sandbox/apps/${found.clientId}`, 303);
  });

  pages.post('/sandbox/apps/:clientId/secrets', async (call) => {
    await readOwnForm(call);
    const found = requireApp(call);
    const { secret } = apps.addSecret(found);
    return answerHtml(call, { title: 'App Credentials', body: credentialsPage(found, secret) });
  });

  pages.post('/sandbox/apps/:clientId/secrets/:secretId', async (call) => {
    const change = (await readOwnForm(call)).get('change');
    const found = requireApp(call);
    const secret = found.secrets.find(({ id }) => id === call.req.param('secretId'));
    if (!secret) throw new Refusal(404, 'The app has no such secret.');
    if (change === 'delete' && !secret.isActive) apps.removeSecret(found, secret.id);
    else if (change === 'activate' || change === 'deactivate') {
      apps.setSecretActive(found, secret.id, change === 'activate');
    } else throw new Refusal(400, 'A secret can be activated, deactivated and, once inactive, deleted.');
    return call.redirect(`/sandbox/apps/${found.clientId}`, 303);
  });

  function requireApp(call: SandboxCall): RegisteredApp {
    const found = apps.find(call.req.param('clientId') ?? '');
    if (!found) throw new Refusal(404, 'No app has this client id.');
    return found;
  }
}
