import type { FlowField } from './flows.js';

/** Fields that several flows ask for. */
export const clientSecret: FlowField = {
  name: 'clientSecret',
  title: 'Client secret',
  hint: 'The secret that belongs to the client id',
  isSecret: true,
};
export const redirectUri: FlowField = {
  name: 'redirectUri',
  title: 'Redirect URI',
  hint: 'Exactly as it is registered with the app, such as http://localhost:8080/callback',
  isSecret: false,
  check: checkUrl,
};
export const password: FlowField = { name: 'password', title: 'Password', hint: 'Of this user', isSecret: true };
export const username: FlowField = {
  name: 'username',
  title: 'User',
  hint: 'Login id or UUID of the user',
  isSecret: false,
};

function checkUrl(text: string): string | undefined {
  return URL.canParse(text.trim()) ? undefined : 'Write a whole URL, such as http://localhost:8080/callback.';
}
