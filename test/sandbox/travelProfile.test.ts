import assert from 'node:assert/strict';
import { openSandbox, type Session } from './session.js';
import { answerSchemas, assertXmlFits } from './travelXml.js';

const V2 = '/api/travelprofile/v2.0';
const V1 = '/api/travelprofile/v1.0';
const ANA = 'ana.silva@example.com';
const LUKAS = 'lukas.brandt@example.com';
const xml = { 'content-type': 'application/xml' };
const named = (login: string): string => `?userid_type=login&userid_value=${login}`;
const far = 'LastModifiedDate=1900-01-01T12:00:00';

/** A body of v2 about somebody. */
function aProfile(inner: string, login = ANA, attributes = 'Action="Update"'): string {
  return `<ProfileResponse xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ${attributes} LoginId="${login}">${inner}</ProfileResponse>`;
}

interface Message {
  readonly Code: string;
  readonly Message: string;
  readonly Field?: string;
  readonly UUID?: string;
}

interface Summaries {
  readonly ConnectResponse: {
    readonly Metadata: { readonly Paging: Readonly<Record<string, string>> };
    readonly Data: { readonly ProfileSummary?: unknown } | '';
  };
}

describe('Travel Profile in the sandbox', () => {
  let guest: Session;
  let ana: Session;
  let lukas: Session;
  beforeEach(async () => {
    guest = await openSandbox();
    ana = await guest.signIn();
    lukas = await guest.signIn({ username: LUKAS });
  });
  afterEach(() => guest.sandbox.close());

  const read = async (session = ana, query = ''): Promise<string> => {
    const answer = await session.get(`${V2}/profile${query}`);
    assert.equal(answer.status, 200, answer.text);
    return answer.text;
  };
  const save = async (body: string, session = ana): Promise<readonly Message[]> => {
    const answer = await session.send('POST', `${V2}/profile`, body, xml);
    assertXmlFits(answer.text, await answerSchemas('travel-profile-v2/saveProfile', String(answer.status)));
    if (answer.status === 200) {
      return [answer.xml<{ TravelProfileResponseMessage: Message }>().TravelProfileResponseMessage];
    }
    assert.equal(answer.status, 400, answer.text);
    const { Message: message } = answer.xml<{
      Error: { Message: string | { TravelProfileResponseMessage: Message | Message[] } };
    }>().Error;
    if (typeof message === 'string') return [{ Code: message.slice(0, 3), Message: message }];
    return [message.TravelProfileResponseMessage].flat();
  };

  describe('v2, reading', () => {
    it('gives everybody a full profile within the schema', async () => {
      const schemas = await answerSchemas('travel-profile-v2/getProfile', '200');
      const { ConnectResponse } = (await ana.get(`${V2}/summary?${far}`)).xml<Summaries>();
      const { ProfileSummary } = ConnectResponse.Data as { ProfileSummary: { LoginID: string }[] };
      assert.equal(ProfileSummary.length, 50);
      for (const { LoginID } of ProfileSummary) assertXmlFits(await read(ana, named(LoginID)), schemas);
      const own = await read();
      assert.match(own, /<ProfileResponse[^>]* Status="Active" LoginId="ana.silva@example.com" Unique="AS\d{8}">/);
      assert.match(own, /<PassportNumber>CX\d{6}</);
      assert.equal(await read(), own);
      assert.equal(await read(ana, named(ANA)), own);
    });

    it('finds people by login, UUID and sync id', async () => {
      const text = await read(ana, named(LUKAS.toUpperCase()));
      const uuid = /<UUID>(.*)<\/UUID>/.exec(text)?.[1];
      assert.equal(await read(ana, `?userid_type=uuid&userid_value=${uuid}`), text);
      const summaries = (await ana.get(`${V2}/summary?${far}`)).text;
      const id = /<LoginID>lukas.brandt@example.com<\/LoginID><XmlProfileSyncID>(.*?)</.exec(summaries)?.[1];
      assert.equal(await read(ana, `?userid_type=xmlsyncid&userid_value=${id}`), text);
    });

    for (const [scope, elements] of [
      ['COMPD', ['CostCenter', 'CompanyEmployeeID', 'Division', 'CompanyID', 'CustomFields']],
      ['EMERG', ['EmergencyContact']],
      ['MEDIC', ['MedicalAlerts']],
      ['PASSV', ['HasNoPassport', 'Passports', 'Visas']],
      ['TMCSP', ['GDSProfileName', 'UUID', 'AirMemberships']],
      ['TSAI', ['TSAInfo']],
      ['UNUTX', ['UnusedTickets']],
    ] as const) {
      it(`shows ${elements.join(', ')} with the scope ${scope} only`, async () => {
        const without = await read(await guest.signIn({ scope: 'TRVPRF' }));
        const withScope = await read(await guest.signIn({ scope: `TRVPRF ${scope}` }));
        for (const element of elements) {
          assert.doesNotMatch(without, new RegExp(`<${element}[ />]`));
          assert.match(withScope, new RegExp(`<${element}[ />]`));
        }
      });
    }

    it('keeps others from those who are no administrators, with the codes of the page', async () => {
      for (const [session, query, message] of [
        [lukas, named(ANA), /^EC2/],
        [ana, named('nobody@example.com'), /^EC1/],
        [ana, '?userid_type=email&userid_value=x', /userid_type/],
        [ana, '?userid_type=login', /userid_value/],
      ] as const) {
        const answer = await session.get(`${V2}/profile${query}`);
        assert.equal(answer.status, 400);
        assert.match(answer.xml<{ Error: { Message: string } }>().Error.Message, message);
      }
      assert.equal((await (await guest.signIn({ scope: 'ITINER' })).get(`${V2}/profile`)).status, 403);
    });
  });

  describe('v2, updating', () => {
    it('changes what is sent, clears what is empty and leaves all else', async () => {
      const before = await read();
      const [message] = await save(
        aProfile(
          '<General><JobTitle>Head of trips</JobTitle><MedicalAlerts>Nuts</MedicalAlerts></General>' +
            '<Hotel><RoomType>Twin</RoomType><HotelOther>Quiet</HotelOther></Hotel>',
        ),
      );
      assert.equal(message?.Code, 'S001');
      const after = await read();
      assert.match(after, /<JobTitle>Head of trips</);
      assert.match(after, /<RoomType>Twin<\/RoomType><HotelOther>Quiet</);
      const rest = (text: string): string =>
        text.replace(/<(JobTitle|MedicalAlerts|RoomType|HotelOther)(\/>|>[^<]*<\/\1>)/g, '');
      assert.equal(rest(after), rest(before));
      await save(aProfile('<General><MedicalAlerts/></General>'));
      assert.match(await read(), /<MedicalAlerts\/>/);
    });

    it('lets people write their own profile, and nobody but administrators those of others', async () => {
      const title = '<General><JobTitle>Pilot</JobTitle></General>';
      assert.equal((await save(aProfile(title, LUKAS), lukas))[0]?.Code, 'S001');
      assert.equal((await save(aProfile(title, LUKAS)))[0]?.Code, 'S001');
      assert.equal((await save(aProfile(title, ANA), lukas))[0]?.Code, 'EC2');
      assert.equal((await save(aProfile(title, 'nobody@example.com')))[0]?.Code, 'EC1');
    });

    it('replaces visas and cell phones, and adds passports up to two', async () => {
      const visa = (number: string): string =>
        `<Visa><VisaNationality>BR</VisaNationality><VisaNumber>${number}</VisaNumber></Visa>`;
      await save(aProfile(`<Visas>${visa('V1')}${visa('V2')}</Visas>`));
      await save(aProfile(`<Visas>${visa('V3')}</Visas>`));
      assert.deepEqual((await read()).match(/<VisaNumber>.*?</g), ['<VisaNumber>V3<']);
      const passport = (number: string): string =>
        `<Passport><PassportNumber>${number}</PassportNumber><PassportNationality>BR</PassportNationality></Passport>`;
      const [message] = await save(aProfile(`<Passports>${passport('P2')}${passport('P3')}</Passports>`));
      assert.equal(message?.Code, 'W016');
      assert.equal((await read()).match(/<PassportNumber>/g)?.length, 2);
      const cell = (number: string, primary: boolean): string =>
        `<Telephone Type="Cell" PrimaryMobile="${primary}"><CountryCode>US</CountryCode><PhoneNumber>${number}</PhoneNumber></Telephone>`;
      await save(aProfile(`<Telephones>${cell('206 555-0101', false)}</Telephones>`));
      assert.match(await read(), /PrimaryMobile="true"><CountryCode>US<\/CountryCode><PhoneNumber>206 555-0101</);
      const two = await save(aProfile(`<Telephones>${cell('1', true)}${cell('2', true)}</Telephones>`));
      assert.equal(two[0]?.Code, 'W012');
      assert.match(await read(), /206 555-0101/);
    });

    for (const [code, field, inner] of [
      ['E001', 'General/CompanyName', '<General><CompanyName>x</CompanyName></General>'],
      ['E001', 'DiscountCodes', '<DiscountCodes><DiscountCode>x</DiscountCode></DiscountCodes>'],
      [
        'E002',
        'Passports/Passport/PassportNationality',
        '<Passports><Passport><PassportNumber>1</PassportNumber></Passport></Passports>',
      ],
      [
        'E101',
        'Addresses/Address/CountryCode',
        '<Addresses><Address Type="Home"><CountryCode>KP</CountryCode></Address></Addresses>',
      ],
      ['W001', 'TSAInfo/DateOfBirth', '<TSAInfo><DateOfBirth>soon</DateOfBirth></TSAInfo>'],
      ['W002', 'General/CostCenter', `<General><CostCenter>${'x'.repeat(26)}</CostCenter></General>`],
      ['W003', 'Roles/LoginId', '<Roles><Role Type="Manager"><LoginId>nobody@example.com</LoginId></Role></Roles>'],
      ['W004', 'General/CompanyEmployeeID', '<General><CompanyEmployeeID>EMPLOYEE</CompanyEmployeeID></General>'],
      ['W006', 'Hotel/RoomType', '<Hotel><RoomType>Suite</RoomType></Hotel>'],
      ['W007', 'General/LastName', '<General><LastName/></General>'],
      [
        'W010',
        'Air/AirMemberships/AirMembership/VendorCode',
        '<Air><AirMemberships><AirMembership><VendorCode>#</VendorCode><AccountNo>1</AccountNo></AirMembership></AirMemberships></Air>',
      ],
      ['W013', 'CustomFields', '<CustomFields><CustomField Name="Shoe size">43</CustomField></CustomFields>'],
      ['W014', 'TSAInfo/DateOfBirth', '<TSAInfo><DateOfBirth>2029-01-01</DateOfBirth></TSAInfo>'],
      [
        'W016',
        'EmailAddresses',
        '<EmailAddresses><EmailAddress Type="Personal">a@b.co</EmailAddress><EmailAddress Type="Personal">c@d.co</EmailAddress></EmailAddresses>',
      ],
      [
        'W018',
        'Telephones/Telephone/PhoneNumber',
        '<Telephones><Telephone Type="Cell"><CountryCode>US</CountryCode><PhoneNumber>call me</PhoneNumber></Telephone></Telephones>',
      ],
      ['W018', 'HasNoPassport', '<HasNoPassport>true</HasNoPassport>'],
      [
        'W019',
        'EmailAddresses/EmailAddress',
        '<EmailAddresses><EmailAddress Type="Business">new@example.com</EmailAddress></EmailAddresses>',
      ],
      [
        'W020',
        'EmailAddresses/EmailAddress',
        '<EmailAddresses><EmailAddress Type="Personal">@nowhere</EmailAddress></EmailAddresses>',
      ],
      [
        'W022',
        'SouthwestUnusedTickets',
        '<SouthwestUnusedTickets><SouthwestUnusedTicket><RecordLocator>A</RecordLocator></SouthwestUnusedTicket></SouthwestUnusedTickets>',
      ],
      ['W033', 'General/RuleClass', '<General><RuleClass>Pilots</RuleClass></General>'],
    ] as const) {
      it(`answers ${code} for ${field}`, async () => {
        const employee = /<CompanyEmployeeID>(.*?)</.exec(await read(ana, named(LUKAS)))?.[1] ?? '';
        const before = await read();
        const [message] = await save(aProfile(inner.replace('EMPLOYEE', employee)));
        assert.deepEqual([message?.Code, message?.Field], [code, field]);
        if (code.startsWith('E')) assert.equal(await read(), before);
      });
    }

    it('stores what is right beside a warning, and nothing beside an error', async () => {
      const both = '<JobTitle>Sailor</JobTitle><RuleClass>Pilots</RuleClass>';
      await save(aProfile(`<General>${both}</General>`));
      assert.match(await read(), /<JobTitle>Sailor</);
      await save(
        aProfile(
          '<General><JobTitle>Diver</JobTitle><CompanyName>x</CompanyName><AgencyNumber>1</AgencyNumber></General>',
        ),
      );
      assert.match(await read(), /<JobTitle>Sailor</);
    });

    it('refuses sections that the app has no scope for', async () => {
      const narrow = await guest.signIn({ scope: 'TRVPRF' });
      const codes = await save(
        aProfile('<TSAInfo><Gender>Female</Gender></TSAInfo><General><CostCenter>1</CostCenter></General>'),
        narrow,
      );
      assert.deepEqual(codes.map(({ Code, Field }) => `${Code} ${Field}`).sort(), [
        'E001 General/CostCenter',
        'E001 TSAInfo',
      ]);
      const [membership] = await save(
        aProfile(
          '<Car><CarMemberships><CarMembership><VendorCode>ZQ</VendorCode><AccountNo>1</AccountNo></CarMembership></CarMemberships></Car>',
        ),
        narrow,
      );
      assert.equal(membership?.Code, 'W017');
    });

    for (const [what, status, body, type] of [
      ['no XML', 400, 'profile', 'application/xml'],
      ['another root', 400, '<Profile/>', 'application/xml'],
      ['JSON', 415, '{}', 'application/json'],
    ] as const) {
      it(`refuses ${what}`, async () => {
        const answer = await ana.send('POST', `${V2}/profile`, body, { 'content-type': type });
        assert.equal(answer.status, status);
        assert.ok(answer.xml<{ Error: { Message: string } }>().Error.Message);
      });
    }

    it('refuses a body without Action or LoginId', async () => {
      assert.deepEqual(
        (await save(aProfile('', ANA, ''))).map(({ Field }) => Field),
        ['Action'],
      );
      assert.deepEqual(
        (await save('<ProfileResponse Action="Update"/>')).map(({ Code }) => Code),
        ['E002'],
      );
    });
  });

  describe('v2, creating and ending', () => {
    const general = (config = '250041'): string =>
      `<General><FirstName>Jonas</FirstName><LastName>Berg</LastName><TravelConfigID>${config}</TravelConfigID></General>`;
    const create = 'Action="Create" Status="Active"';

    it('creates a user who can sign in and read the profile', async () => {
      const body = aProfile(
        `${general()}<Air><HomeAirport>SEA</HomeAirport></Air><Password>Open-Sesame-1</Password>`,
        'jonas.berg@example.com',
        create,
      );
      const [message] = await save(body);
      assert.equal(message?.Code, 'S001');
      assert.match(message?.UUID ?? '', /^[0-9a-f-]{36}$/);
      const jonas = await guest.signIn({ username: 'jonas.berg@example.com', password: 'Open-Sesame-1' });
      const text = await read(jonas);
      assertXmlFits(text, await answerSchemas('travel-profile-v2/getProfile', '200'));
      assert.match(text, /<FirstName>Jonas<\/FirstName>.*<RuleClass>Default Travel Class<.*<HomeAirport>SEA</);
      assert.equal((await save(body))[0]?.Code, 'E111');
    });

    it('needs a name, a known travel configuration and an administrator', async () => {
      const missing = await save(aProfile('<General><FirstName>J</FirstName></General>', 'j.b@example.com', create));
      assert.deepEqual(
        missing.map(({ Field }) => Field),
        ['General/LastName', 'General/TravelConfigID'],
      );
      assert.equal((await save(aProfile(general('1'), 'j.b@example.com', create)))[0]?.Code, 'EC4');
      assert.equal((await save(aProfile(general(), 'j.b@example.com', create), lukas))[0]?.Code, 'EC2');
    });

    it('ends an account, which summaries then show', async () => {
      const since = `${V2}/summary?LastModifiedDate=2026-05-20T11:59:59`;
      assert.match((await ana.get(since)).text, /<TotalItems>0</);
      await save(aProfile('', LUKAS, 'Action="Update" Status="Inactive"'));
      assert.match((await ana.get(since)).text, /<Status>Inactive<\/Status><LoginID>lukas.brandt@example.com</);
      assert.match((await ana.get(`${since}&Active=1`)).text, /<TotalItems>0</);
      assert.match((await ana.get(`${since}&Active=0`)).text, /<TotalItems>1</);
    });
  });

  describe('v2, summaries', () => {
    it('come in pages that link to each other', async () => {
      const logins: string[] = [];
      let address = `${V2}/summary?${far}&ItemsPerPage=20`;
      let pages = 0;
      while (address !== '') {
        const answer = await ana.get(address);
        assertXmlFits(answer.text, await answerSchemas('travel-profile-v2/listProfileSummaries', '200'));
        logins.push(...(answer.text.match(/<LoginID>.*?</g) ?? []));
        address = answer.xml<Summaries>().ConnectResponse.Metadata.Paging.NextPageURL ?? '';
        pages += 1;
      }
      assert.deepEqual([pages, new Set(logins).size], [3, 50]);
      const beyond = (await ana.get(`${V2}/summary?${far}&Page=9`)).xml<Summaries>();
      assert.equal(beyond.ConnectResponse.Data, '');
    });

    it('are narrowed by travel configuration', async () => {
      const count = async (query: string): Promise<number> =>
        Number(
          (await ana.get(`${V2}/summary?${far}${query}`)).xml<Summaries>().ConnectResponse.Metadata.Paging.TotalItems,
        );
      const [all, americas, others] = [
        await count(''),
        await count('&travelConfigs=250041'),
        await count('&travelConfigs=250042'),
      ];
      assert.ok(americas > 0 && others > 0);
      assert.equal(americas + others, all);
      assert.equal(await count('&travelConfigs=250041,250042'), all);
    });

    for (const query of ['', 'LastModifiedDate=soon', `${far}&ItemsPerPage=201`, `${far}&Page=0`, `${far}&Active=2`]) {
      it(`refuse "${query}"`, async () => {
        assert.equal((await ana.get(`${V2}/summary?${query}`)).status, 400);
      });
    }

    it('are for administrators and companies', async () => {
      assert.equal((await lukas.get(`${V2}/summary?${far}`)).status, 400);
      const { companyUuid, companyRequestToken } = guest.sandbox.welcome;
      const company = await guest.signIn({
        username: companyUuid,
        password: companyRequestToken,
        credtype: 'authtoken',
      });
      assert.equal((await company.get(`${V2}/summary?${far}`)).status, 200);
      assert.equal((await company.get(`${V2}/profile`)).status, 400);
    });
  });

  describe('v1', () => {
    it('shows the same profile in its own words, and summaries at the same path', async () => {
      const answer = await ana.get(`${V1}/profile`);
      assertXmlFits(answer.text, await answerSchemas('travel-profile-v1/getProfile', '200'));
      assert.match(answer.text, /<FirstName>Ana</);
      assert.ok(answer.headers.get('x-api-warn'));
      const summaries = await ana.get(`${V1}/profile?${far}`);
      assertXmlFits(summaries.text, await answerSchemas('travel-profile-v1/getProfile', '200'));
      assert.match(summaries.text, /<TotalItems>50</);
    });

    it('writes loyalty memberships into the profile', async () => {
      const update = (inner: string): string =>
        `<LoyaltyMembershipUpdate><Membership UniqueID="Club">${inner}</Membership></LoyaltyMembershipUpdate>`;
      const send = (body: string) => ana.send('POST', `${V1}/loyalty`, body, xml);
      const stored = await send(
        update('<VendorCode>QQ</VendorCode><VendorType>H</VendorType><AccountNo>77</AccountNo><Status>Gold</Status>'),
      );
      assertXmlFits(stored.text, await answerSchemas('travel-profile-loyalty-v1/updateMemberships', '200'));
      assert.match(stored.text, /<Status>OK</);
      assert.match(
        await read(),
        /<HotelMembership><VendorCode>QQ<\/VendorCode><AccountNo>77<\/AccountNo><Status>Gold</,
      );
      await send(update('<AccountNo>LA99</AccountNo>'));
      assert.match(await read(), /<VendorCode>XX<\/VendorCode><AccountNo>LA99</);
      const failed = await send(
        update('<VendorCode>QQ</VendorCode><VendorType>X</VendorType><AccountNo>1</AccountNo>'),
      );
      assert.match(failed.text, /<Status>ERROR<\/Status><ErrorDescription>VendorType/);
      assert.equal((await send('<LoyaltyMembershipUpdate/>')).status, 400);
    });

    it('keeps subscriptions of users and of companies', async () => {
      for (const [status, session, path] of [
        [200, lukas, `${V1}/subscribe?type=profile`],
        [200, lukas, '/api/user/v1.0/unsubscribe?type=FOP'],
        [400, lukas, `${V1}/subscribe?type=weather`],
        [400, lukas, `${V1}/unsubscribe`],
        [200, ana, '/api/company/v1.0/subscribe?type=itinerary'],
        [403, lukas, '/api/company/v1.0/subscribe?type=itinerary'],
      ] as const) {
        assert.equal((await session.send('POST', path)).status, status, path);
      }
    });
  });
});
