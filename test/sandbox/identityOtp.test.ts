import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { type Answer, FakeClock, openSandbox, type Session, type TokenAnswer } from './session.js';

type Fields = Readonly<Record<string, string | undefined>>;
const ADDRESS = 'grace.okafor@example.com';
const CHANNEL = { channel_type: 'email', channel_handle: ADDRESS };

describe('one-time passwords', () => {
  const clock = new FakeClock();
  let session: Session;
  beforeEach(async () => {
    session = await openSandbox({ now: clock.now });
  });
  afterEach(() => session.sandbox.close());

  const request = (changes: Fields = {}): Promise<Answer> => {
    const { clientId, clientSecret } = session.sandbox.welcome;
    const fields: Fields = { client_id: clientId, client_secret: clientSecret, ...CHANNEL, ...changes };
    const pairs = Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as [string, string]],
    );
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return session.send('POST', '/oauth2/v0/otp', new URLSearchParams(pairs).toString(), headers);
  };
  const readMail = async (): Promise<readonly Readonly<Record<string, string>>[]> =>
    (await session.get('/sandbox/mail', { accept: 'application/json' })).json<{ mails: Record<string, string>[] }>()
      .mails;
  const exchange = (otp: string | undefined, changes: Fields = {}): Promise<Answer> =>
    session.askToken({ grant_type: 'otp', username: undefined, password: undefined, ...CHANNEL, otp, ...changes });

  it('reach a person by mail and open the account once', async () => {
    const sent = await request({ name: 'Grace', link: 'https://app.example.org/in' });
    assert.deepEqual([sent.status, sent.json()], [200, { message: 'otp sent' }]);
    const [mail] = await readMail();
    assert.deepEqual([mail?.to, mail?.name, mail?.link], [ADDRESS, 'Grace', 'https://app.example.org/in']);
    const token = (await exchange(mail?.otp, { scope: 'openid' })).json<TokenAnswer>();
    assert.equal(decodeJwt(token.access_token)['concur.type'], 'user');
    assert.equal(token.scope, 'openid');
    assert.equal((await exchange(mail?.otp)).json().code, 83);
  });

  it('need the own parameters again', async () => {
    await request({ booking: '12' });
    const otp = (await readMail())[0]?.otp;
    assert.equal((await exchange(otp)).json().code, 84);
    assert.equal((await exchange(otp, { booking: '13' })).json().code, 84);
    assert.equal((await exchange(otp, { booking: '12' })).status, 200);
  });

  it('end after ten minutes', async () => {
    await request();
    const otp = (await readMail())[0]?.otp;
    clock.forward(11 * 60_000);
    assert.equal((await exchange(otp)).json().code, 83);
  });

  it('are refused when too many are open', async () => {
    for (let count = 0; count < 5; count += 1) assert.equal((await request()).status, 200);
    assert.equal((await request()).json().code, 82);
  });

  it('do not tell whether an address is known until they are used', async () => {
    const channel_handle = 'nobody@example.com';
    assert.equal((await request({ channel_handle })).status, 200);
    assert.deepEqual(await readMail(), []);
    assert.equal((await exchange('123456', { channel_handle })).json().code, 55);
  });

  it('are refused by the documented codes', async () => {
    for (const [code, changes] of [
      [62, { client_id: undefined }],
      [63, { client_secret: undefined }],
      [61, { client_id: 'nobody' }],
      [57, { channel_type: undefined }],
      [58, { channel_handle: undefined }],
      [80, { channel_type: 'fax' }],
      [81, { channel_handle: 'grace' }],
      [16, { channel_handle: 'eu.user@example.com' }],
    ] as const) {
      assert.equal((await request(changes)).json().code, code);
    }
    await request();
    assert.equal((await exchange(undefined)).json().code, 56);
    assert.equal((await exchange('wrong')).json().code, 85);
    assert.equal((await session.send('POST', '/oauth2/v0/otp', {})).json().code, 135);
  });
});
