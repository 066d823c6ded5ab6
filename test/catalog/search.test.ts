import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Catalog, UnknownOperationError } from '../../src/catalog/catalog.js';
import { listOperations, OperationSearch } from '../../src/catalog/search.js';
import { builtInCatalog } from './builtInCatalog.js';

describe('the built-in catalogue', () => {
  let catalog: Catalog;
  let search: OperationSearch;
  before(async function () {
    this.timeout(60_000);
    catalog = await builtInCatalog();
    search = new OperationSearch(await catalog.apis());
  });

  for (const [how, cases] of Object.entries({
    'parts of words, in any order': [
      ['rep list', 'expense-reports-v3/listReports'],
      ['list rep', 'expense-reports-v3/listReports'],
      ['create entry', 'expense-entries-v3/createEntry'],
      ['report comment create', 'expense-reports-v4/createReportComment'],
      ['issue cash adv', 'cash-advance-v4.1/issueCashAdvance'],
      ['oauth token', 'authentication-v0/requestToken'],
      ['start extract', 'extracts-v1/startJob'],
    ],
    'one and many': [
      ['reports', 'expense-reports-v3/listReports'],
      ['list report', 'expense-reports-v3/listReports'],
      ['entries', 'expense-entries-v3/listEntries'],
      ['countries', 'localities-v5/listCountries'],
      ['country', 'localities-v5/getCountry'],
      ['list', 'lists-v4/listLists'],
      ['users', 'identity-v4.1/listUsers'],
      ['vendor', 'vendors-v3.1/listVendors'],
    ],
    'other words for the same thing': [
      ['image upload', 'image-v1/uploadReceiptImage'],
      ['upload receipt', 'spend-documents-v4/uploadReceipt'],
      ['new report', 'expense-reports-v3/createReport'],
      ['add comment', 'expense-reports-v4/createReportComment'],
      ['edit entry', 'expense-entries-v3/updateEntry'],
      ['remove list', 'lists-v4/deleteList'],
      ['search users', 'identity-v4.1/searchUsers'],
      ['new employee', 'user-provisioning-v4/createUser'],
      ['login', 'authentication-v0/authorize'],
      ['get token', 'authentication-v0/requestToken'],
      ['rotate secret', 'app-management-v4/createSecret'],
      ['payment request', 'invoices-v3/getInvoice'],
      ['travel requests', 'requests-v4/listRequests'],
      ['create PO', 'purchase-orders-v3/createPurchaseOrder'],
      ['per diem', 'travel-allowance-days-v4/listAllowanceDays'],
      ['fx', 'exchange-rates-v4/createExchangeRates'],
      ['cfdi', 'digital-tax-invoices-v3/listDigitalTaxInvoices'],
    ],
    'whole sentences': [
      ['how to upload a receipt image', 'image-v1/uploadReceiptImage'],
      ['list of reports', 'expense-reports-v3/listReports'],
      ['all the reports', 'expense-reports-v3/listReports'],
      ['reports to approve', 'expense-reports-v4/listReportsToApprove'],
      ['delete an expense', 'expense-reports-v4/deleteExpense'],
      ['my profile', 'profile-v1/getMyProfile'],
    ],
    'names, as written or nearly so': [
      ['listReports', 'expense-reports-v3/listReports'],
      ['listreports', 'expense-reports-v3/listReports'],
      ['getReports', 'expense-reports-v3/listReports'],
      ['createListItem', 'list-items-v4/createListItem'],
      ['getListItem', 'list-items-v4/getListItem'],
      ['listDigitalTaxInvoices', 'digital-tax-invoices-v3/listDigitalTaxInvoices'],
    ],
    ids: [
      ['expense-reports-v4/submitReport', 'expense-reports-v4/submitReport'],
      ['identity-v4/getUser', 'identity-v4/getUser'],
      ['expense-reports-v3', 'expense-reports-v3/listReports'],
    ],
    versions: [
      ['v3 reports', 'expense-reports-v3/listReports'],
      ['reports v2', 'expense-reports-v2/listReports'],
      ['report v4', 'expense-reports-v4/getReport'],
      ['users v4.1', 'identity-v4.1/listUsers'],
      ['create cash advance v4.1', 'cash-advance-v4.1/createCashAdvance'],
      ['list items v3', 'list-items-v3/listListItems'],
    ],
    'paths and parts of them': [
      ['GET expense/reports', 'expense-reports-v3/listReports'],
      ['api/v3.0/expense/entries', 'expense-entries-v3/listEntries'],
      ['/oauth2/v0/token', 'authentication-v0/requestToken'],
      ['profile/identity', 'identity-v4.1/listUsers'],
      ['Users/.search', 'identity-v4.1/searchUsers'],
      ['quickexpense/v4', 'quick-expenses-v4/createQuickExpense'],
      ['budgetItemHeader', 'budget-v4/getBudget'],
    ],
    methods: [
      ['POST reports', 'expense-reports-v3/createReport'],
      ['PUT entry', 'expense-entries-v3/updateEntry'],
      ['GET users', 'identity-v4.1/listUsers'],
    ],
    scopes: [
      ['spend.list.read', 'lists-v4/listLists'],
      ['cards.transaction.read', 'cards-v4/listTransactions'],
      ['travelrequest.write', 'requests-v4/listRequests'],
      ['USER', 'users-v3/listUsers'],
    ],
    'words with slips': [
      ['reprots', 'expense-reports-v3/listReports'],
      ['recipt upload', 'spend-documents-v4/uploadReceipt'],
      ['atendees', 'attendees-v4/listAttendees'],
      ['vendro', 'vendors-v3.1/listVendors'],
      ['alocations', 'allocations-v3/listAllocations'],
      ['budjet', 'budget-v4/listBudgets'],
      ['excange rate', 'exchange-rates-v4/createExchangeRates'],
      ['itinery', 'travel-allowance-v4/getItinerary'],
      ['lst rep', 'expense-reports-v3/listReports'],
    ],
    'the newer of two that are alive': [
      ['submit report', 'expense-reports-v4/submitReport'],
      ['list users', 'identity-v4.1/listUsers'],
      ['trips', 'itinerary-v4/listTrips'],
      ['list items', 'list-items-v4/getListItem'],
      ['save vendor banks', 'vendor-banks-v3.1/saveVendorBanks'],
    ],
  } as const)) {
    describe(`is searched by ${how}:`, () => {
      for (const [query, first] of cases) {
        it(`"${query}" finds ${first}`, () => assert.equal(search.search(query)[0]?.operation.id, first));
      }
    });
  }

  it('has every operation that uploads an image among the first for "image upload"', () => {
    const first = search.search('image upload').slice(0, 6);
    for (const id of [
      'image-v1/uploadReceiptImage',
      'image-v1/uploadReportImage',
      'image-v1/uploadInvoiceImage',
      'image-v1/uploadEntryImage',
      'receipt-images-v3/createReceiptImage',
    ]) {
      assert.ok(
        first.some(({ operation }) => operation.id === id),
        id,
      );
    }
  });

  describe('is searched by what is pasted:', () => {
    const comments = '/expensereports/v4/reports/ABC/comments';
    const base = 'https://us2.api.concursolutions.com';
    for (const [text, first, values] of [
      [`${base}${comments}`, 'expense-reports-v4/listReportCommentsAsSystem', { reportId: 'ABC' }],
      [`DELETE ${base}${comments}/`, 'expense-reports-v4/deleteReportCommentAsSystem', { reportId: 'ABC' }],
      [`"${base}${comments}".`, 'expense-reports-v4/listReportCommentsAsSystem', { reportId: 'ABC' }],
      [`curl -X POST "${base}${comments}"`, 'expense-reports-v4/createReportCommentAsSystem', { reportId: 'ABC' }],
      ['http://localhost:8080/api/v3.0/expense/reports/A%24B', 'expense-reports-v3/getReport', { id: 'A$B' }],
      ['https://www.concursolutions.com/api/v3.0/expense/reports/A$B', 'expense-reports-v3/getReport', { id: 'A$B' }],
      [
        `GET ${base}/api/v3.0/expense/reports?limit=5&user=a%40b.example HTTP/1.1`,
        'expense-reports-v3/listReports',
        { limit: '5', user: 'a@b.example' },
      ],
      [`${base}/localities/v5/locations?a=1&a=2&a=2&b=3`, 'localities-v5/findLocations', { a: '1,2', b: '3' }],
      ['GET /expensereports/v4/reports/{reportId}/comments', 'expense-reports-v4/listReportCommentsAsSystem', {}],
      ['{datacenterURI}/api/v3.0/expense/reports/:id', 'expense-reports-v3/getReport', {}],
      [`POST ${base}/api/v3.0/expense/reports/ABC`, 'expense-reports-v3/getReport', { id: 'ABC' }],
      [`${base}/expensereports/v4/users/`, 'expense-reports-v4/listReportsToApprove', undefined],
    ] as const) {
      it(text, () => {
        const [hit] = search.search(text);
        assert.deepEqual([hit?.operation.id, hit?.values], [first, values]);
      });
    }

    it('everything, until more than a host is there', () => {
      assert.equal(search.search('https://us2.api').length, search.search('').length);
    });
  });

  it('is not taken in by a word that objects know', () => {
    assert.deepEqual(search.search('constructor'), []);
  });

  it('has nothing for the URL of somebody else', () => {
    assert.deepEqual(search.search('https://api.example.com/pets/1'), []);
  });

  it('takes any text, and finds an operation once', () => {
    const word = fc.constantFrom(
      'list',
      'Reports',
      'v4',
      'GET',
      '/api',
      'https://a.bc',
      'spend.',
      'the',
      'constructor',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 5 }), (words) => {
        const ids = search.search(words.join(' ')).map(({ operation }) => operation.id);
        assert.equal(new Set(ids).size, ids.length);
      }),
    );
  });

  it('finds everything by nothing, and nothing by nonsense', async () => {
    const apis = await catalog.apis();
    assert.equal(search.search(' ').length, apis.flatMap(({ operations }) => operations).length);
    assert.deepEqual(search.search('qxzzkj'), []);
  });

  it('finds by scope', async () => {
    const all = listOperations(await catalog.apis()).filter(({ operation }) => operation.scopes.includes('ITINER'));
    const hits = search.search('ITINER').slice(0, all.length);
    assert.ok(hits.length > 0 && hits.every(({ operation }) => operation.scopes.includes('ITINER')));
  });

  for (const [method, path, id, pathValues] of [
    ['GET', '/api/v3.0/expense/reports', 'expense-reports-v3/listReports', {}],
    ['get', '//API/v3.0/expense/reports/', 'expense-reports-v3/listReports', {}],
    ['PUT', '/api/v3.0/expense/reports/A%24B', 'expense-reports-v3/updateReport', { id: 'A$B' }],
    ['POST', '/api/travel/trip/v1.1/GetTrips', 'itinerary-trips-v1.1/findTrips', {}],
  ] as const) {
    it(`knows ${method} ${path} as ${id}`, async () => {
      const [match] = (await catalog.paths()).find(method, path);
      assert.equal(match?.operation.id, id);
      assert.deepEqual(match?.pathValues, pathValues);
    });
  }

  it('knows no operation behind a path that Concur does not have', async () => {
    assert.deepEqual((await catalog.paths()).find('GET', '/api/v3.0/expense/reportz'), []);
  });

  it('gives an operation with all its parameters and schemas without references', async () => {
    const operation = await catalog.operation('expense-reports-v3/createReport');
    assert.equal(operation.method, 'POST');
    assert.deepEqual(operation.scopes, ['EXPRPT']);
    assert.ok(!JSON.stringify(operation.requestBody).includes('$ref'));
    assert.equal(operation.needsToken, true);
    assert.equal((await catalog.operation('authentication-v0/requestToken')).needsToken, false);
  });

  it('does not ask for an Authorization header that the connection fills in', async () => {
    const details = {
      description: '',
      needsToken: true,
      parameters: [{ name: 'Authorization', in: 'header', required: true, description: '', schema: {} }],
      responses: {},
    };
    const asking = new Catalog(async (file) =>
      file === 'index.json'
        ? JSON.stringify([
            { id: 'x', resources: ['R'], scopes: [[]], operations: [['getX', 'GET', '/x', 0, 0, 'Get x']] },
          ])
        : JSON.stringify({ notes: [], operations: { getX: details }, schemas: {} }),
    );
    assert.equal((await asking.operation('x/getX')).parameters[0]?.required, false);
  });

  it('says which operation it does not know', async () => {
    await assert.rejects(catalog.operation('nope/nothing'), UnknownOperationError);
  });

  it('reads nothing before it is asked, and each file once', async () => {
    const read: string[] = [];
    const lazy = new Catalog(async (path) => {
      read.push(path);
      return path === 'index.json' ? '[]' : '{}';
    });
    assert.deepEqual(read, []);
    await Promise.all([lazy.apis(), lazy.apis()]);
    assert.deepEqual(read, ['index.json']);
  });
});
