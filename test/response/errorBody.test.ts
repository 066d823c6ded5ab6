import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ErrorBody, readErrorBody } from '../../src/response/errorBody.js';

/** Bodies of every family, invented, in the shapes that public pages describe. */
const CASES: readonly (readonly [string, string, Partial<ErrorBody>])[] = [
  [
    'OAuth',
    '{"code":5,"error":"invalid_grant","error_description":"Wrong pair"}',
    { message: 'Wrong pair', code: '5' },
  ],
  [
    'v1 XML',
    '<Error><Message>No &amp; such trip</Message><Server-Time>x</Server-Time><Id>e-1</Id></Error>',
    { message: 'No & such trip', errorId: 'e-1' },
  ],
  [
    'a v1 batch',
    '<list-item-batch-result><records-failed>1</records-failed><errors><error><list-item-code>A1</list-item-code><message>Too long</message></error></errors></list-item-batch-result>',
    { fields: [{ field: 'A1', message: 'Too long' }] },
  ],
  ['v3', '{"Error":{"Message":"Bad id","Server-Time":"x","Id":"e-2"}}', { message: 'Bad id', errorId: 'e-2' }],
  ['a bare message', '{"Message":"Not yours"}', { message: 'Not yours' }],
  [
    'v4',
    '{"errorId":"e-3","errorMessage":"Invalid","httpStatus":"400","validationErrors":[{"source":"name","message":"required"}]}',
    { message: 'Invalid', errorId: 'e-3', fields: [{ field: 'name', message: 'required' }] },
  ],
  [
    'lists v4',
    '{"httpStatus":"400 - Bad Request","error":{"id":"list.not.found","message":"No list"},"path":"/list"}',
    { message: 'No list', code: 'list.not.found' },
  ],
  [
    'cards',
    '[{"errorCode":"invalidRequest","errorMessage":"Bad","errors":[{"errorCode":"missingRequiredField","errorMessage":"Missing","dataPath":"card.number"}]}]',
    { message: 'Bad', code: 'invalidRequest', fields: [{ field: 'card.number', message: 'Missing' }] },
  ],
  [
    'budgets',
    '{"status":false,"errorMessageList":[{"errorType":"ERROR","errorCode":"BUDGET.BAD_ID","errorMessage":"No such budget"}]}',
    { message: 'No such budget', code: 'BUDGET.BAD_ID' },
  ],
  [
    'SCIM with its extension',
    '{"status":"400","scimType":"invalidFilter","detail":"Bad filter","urn:ietf:params:scim:api:messages:concur:2.0:Error":{"messages":[{"code":"X","message":"no such attribute","schemaPath":"userNam"}]}}',
    { message: 'Bad filter', code: 'invalidFilter', fields: [{ field: 'userNam', message: 'no such attribute' }] },
  ],
];

describe('readErrorBody', () => {
  for (const [family, text, expected] of CASES) {
    it(`reads ${family}`, () => {
      const read = readErrorBody(text);
      for (const [name, value] of Object.entries(expected))
        assert.deepEqual(read?.[name as keyof ErrorBody], value, name);
    });
  }

  for (const text of ['', '{}', '[]', 'Bad Gateway', '<html><body>x</body></html>', '{"Items":[]}', '<a']) {
    it(`finds nothing in ${JSON.stringify(text)}`, () => assert.equal(readErrorBody(text), undefined));
  }

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readErrorBody(text)));
  });
});
