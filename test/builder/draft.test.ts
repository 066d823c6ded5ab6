import assert from 'node:assert/strict';
import {
  bodyToSend,
  type Draft,
  newDraft,
  parseDraft,
  withBody,
  withBodyText,
  withoutSecrets,
  withParameter,
} from '../../src/builder/draft.js';

function aDraft(parts: Partial<Draft> = {}): Draft {
  return newDraft('1', { operationId: 'expense-reports-v3/listReports', ...parts });
}

const newId = (): string => 'new';

describe('a draft', () => {
  it('comes back from the state of a webview as it was', () => {
    const draft = withBody(aDraft({ parameters: { limit: '7' } }), 'application/json', {
      contentType: 'application/json',
      text: '{}',
    });
    assert.deepEqual(parseDraft(JSON.parse(JSON.stringify(draft)), newId), draft);
  });

  for (const [what, state] of [
    ['nothing', undefined],
    ['another version', { ...aDraft(), version: 3 }],
    ['a value that is no text', { ...aDraft(), parameters: { limit: 7 } }],
    ['a text', 'draft'],
  ] as const) {
    it(`is not read from ${what}`, () => assert.equal(parseDraft(state, newId), undefined));
  }

  it('of the first version comes back under a new name', () => {
    const old = { version: 1, operationId: 'lists-v4/listLists', parameters: { page: '2' } };
    assert.deepEqual(
      parseDraft(old, newId),
      newDraft('new', { method: '', operationId: 'lists-v4/listLists', parameters: { page: '2' } }),
    );
  });

  it('holds no parameter without a value', () => {
    const filled = withParameter(aDraft(), 'limit', '7');
    assert.deepEqual(filled.parameters, { limit: '7' });
    assert.deepEqual(withParameter(filled, 'limit', '').parameters, {});
  });

  it('sends the body of the media type chosen last and keeps the others', () => {
    const json = withBody(aDraft(), 'application/json', { contentType: 'application/json', text: '{}' });
    const both = withBody(json, 'application/xml', { contentType: 'application/xml', text: '<A/>' });
    assert.equal(bodyToSend(both)?.text, '<A/>');
    assert.equal(both.body?.written['application/json']?.text, '{}');
  });

  it('keeps the boundary of parts when the text changes', () => {
    const contentType = 'multipart/form-data; boundary=part';
    const draft = withBodyText(withBody(aDraft(), 'multipart/form-data', { contentType, text: '' }), '--part--');
    assert.deepEqual(bodyToSend(draft), { contentType, text: '--part--' });
  });

  it('has no body to change where the operation takes none', () => {
    assert.deepEqual(withBodyText(aDraft(), 'text'), aDraft());
  });

  it('loses secrets and nothing else on the way to be kept', () => {
    const draft = withBody(withParameter(withParameter(aDraft(), 'token', 'geheim'), 'limit', '7'), 'text/plain', {
      contentType: 'text/plain',
      text: 'geheim',
    });
    const kept = withoutSecrets(draft, {
      names: ['token'],
      mapText: (text) => text.replace('geheim', '-'),
      mapUrl: (url) => url,
      mapHeader: (_, value) => value,
    });
    assert.deepEqual(kept.parameters, { limit: '7' });
    assert.equal(bodyToSend(kept)?.text, '-');
  });
});
