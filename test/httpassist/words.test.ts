import assert from 'node:assert/strict';
import { knownNames } from '../../src/httpassist/checkVariables.js';
import { explainAt } from '../../src/httpassist/hover.js';
import { NOTHING_OUTSIDE } from '../../src/httpassist/outside.js';
import { WordIndex } from '../../src/httpassist/words.js';
import { parseHttpFile } from '../../src/httpfile/parse.js';
import { readyCatalog, textAt, withCursor } from './around.js';

describe('WordIndex', () => {
  const text =
    '@a = 1\n@b = {{a}}\n\n###\n# @name login\nGET /x?q={{ a }}&r={{%a}}\nX: {{login.response.body.$.id}}\n\n{"v": "{{a}}"}\n\n###\n# @prompt asked\n# @ref login\nGET /y/{{asked}}/{{login.token}}\n# {{a}} in a comment\n';

  for (const [name, kind, count, definitions] of [
    ['a', 'variable', 5, 1],
    ['b', 'variable', 1, 1],
    ['asked', 'variable', 2, 1],
    ['login', 'request', 4, 1],
  ] as const) {
    it(`finds ${name} wherever it stands`, () => {
      const words = new WordIndex().all(parseHttpFile(text), kind, name);
      assert.equal(words.length, count);
      assert.equal(words.filter(({ isDefinition }) => isDefinition).length, definitions);
      for (const { range } of words) assert.equal(textAt(text, range), name);
    });
  }
});

describe('explainAt', () => {
  async function explain(marked: string): Promise<string> {
    const { text, position } = withCursor(marked);
    const file = parseHttpFile(text);
    const index = new WordIndex();
    const outside = {
      ...NOTHING_OUTSIDE,
      environments: new Map([
        [
          'e',
          [
            { environment: 'dev', value: 'one' },
            { environment: 'prod', value: 'two' },
          ],
        ],
      ]),
    };
    return (await explainAt(file, position, index, knownNames(file, index, outside), readyCatalog))?.markdown ?? '';
  }

  it('resolves a variable through others', async () => {
    assert.match(await explain('@a = 1\n@b = x{{a}}y\nGET /{{|b}}\n'), /x1y/);
  });

  it('shows no secrets, be they told by their name or their look, nor by a variable that holds one', async () => {
    for (const marked of [
      '@password = hunter22\nGET /{{pass|word}}\n',
      '@x = Bearer abcdefgh\nGET /{{|x}}\n',
      '@password = hunter22\n@all = me:{{password}}\nGET /{{a|ll}}\n',
    ]) {
      assert.doesNotMatch(await explain(marked), /hunter22|abcdefgh/);
    }
  });

  it('tells what each environment sets', async () => {
    const text = await explain('GET /{{|e}}\n');
    assert.match(text, /dev.*one/);
    assert.match(text, /prod.*two/);
  });

  it('tells what a URL calls, with scopes and state', async () => {
    const text = await explain('GET /api/v3.0/exp|ense/attendees/1\n');
    assert.match(text, /deprecated/);
    assert.match(text, /Scopes: `/);
  });

  it('tells what a parameter and a header mean', async () => {
    assert.match(await explain('GET /api/v3.0/expense/reports?li|mit=1\n'), /\*\*limit\*\*/);
    assert.match(await explain('GET /a\nAcc|ept: x\n'), /\*\*Accept\*\*/);
  });
});
