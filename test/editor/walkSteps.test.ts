import assert from 'node:assert/strict';
import type { Answers, Question } from '../../src/editor/steps/question.js';
import { type Ask, BACK, walkSteps } from '../../src/editor/steps/walkSteps.js';

const text = (id: string): Question => ({ kind: 'text', id, prompt: id });

/** Answers in this order, and notes what was asked and what stood there. */
function scripted(...answers: readonly (string | typeof BACK | undefined)[]): { ask: Ask; asked: string[] } {
  const asked: string[] = [];
  const rest = [...answers];
  const ask: Ask = async ({ id }, { step, totalSteps, previous }) => {
    asked.push(`${id} ${step}/${totalSteps} ${previous ?? '-'}`);
    return rest.shift();
  };
  return { ask, asked };
}

describe('walkSteps', () => {
  const plan = ({ kind }: Answers): readonly Question[] =>
    kind === 'long' ? [text('kind'), text('more'), text('name')] : [text('kind'), text('name')];

  it('counts the steps that the answers so far lead to', async () => {
    const { ask, asked } = scripted('long', 'b', 'c');
    const walked = await walkSteps(plan, ask);
    assert.deepEqual(asked, ['kind 1/2 -', 'more 2/3 -', 'name 3/3 -']);
    assert.deepEqual(walked, { kind: 'done', answers: { kind: 'long', more: 'b', name: 'c' } });
  });

  it('finds every answer as it was left when one goes back', async () => {
    const { ask, asked } = scripted('long', 'b', BACK, BACK, 'long', 'b', 'c');
    await walkSteps(plan, ask);
    assert.deepEqual(asked.slice(3), ['more 2/3 b', 'kind 1/3 long', 'more 2/3 b', 'name 3/3 -']);
  });

  it('leaves out answers to questions that a later answer made pointless', async () => {
    const { ask } = scripted('long', 'b', BACK, BACK, 'short', 'c');
    const walked = await walkSteps(plan, ask);
    assert.deepEqual(walked.answers, { kind: 'short', name: 'c' });
  });

  it('begins where it is told, with what is known', async () => {
    const { ask, asked } = scripted('c');
    await walkSteps(plan, ask, { kind: 'long', more: 'b' }, 'name');
    assert.deepEqual(asked, ['name 3/3 -']);
  });

  it('says that the person gave up, and with which answers', async () => {
    const { ask } = scripted('long', undefined);
    assert.deepEqual(await walkSteps(plan, ask), { kind: 'givenUp', answers: { kind: 'long' } });
  });

  it('says that the person left by the way in', async () => {
    const { ask } = scripted(BACK);
    assert.deepEqual(await walkSteps(plan, ask), { kind: 'back', answers: {} });
  });
});
