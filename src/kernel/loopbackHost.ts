/** Whether a host as `URL` gives it is this computer; `URL` has brought other spellings, such as 0x7f.1, into this form. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
