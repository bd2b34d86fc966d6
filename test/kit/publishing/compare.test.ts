import { expect, it } from 'vitest';
import { differenceOf, type OwnPublication } from '../../../subgraphs/kit/publishing/compare.ts';
import type { HeldPublication } from '../../../subgraphs/kit/publishing/held.ts';

const own = (words: string): readonly OwnPublication[] =>
  words
    .split(' ')
    .filter(Boolean)
    .map((word, index) => ({
      number: index + 1,
      hash: word.replace('?', ''),
      answered: !word.endsWith('?'),
      refusal: null,
    }));
const held = (words: string): readonly HeldPublication[] =>
  words
    .split(' ')
    .filter(Boolean)
    .map((word) => {
      const [hash = '', refusal = null] = word.split(':');
      return {
        review: 'r',
        organisation: 'o',
        number: Number(hash.slice(1)),
        hash,
        refusal: refusal as HeldPublication['refusal'],
      };
    });

// Each publication is a letter for its branch and its number; "?" is one that is not answered yet.
it.each([
  ['', '', { kind: 'IN_STEP' }],
  ['a1 a2', 'a1 a2', { kind: 'IN_STEP' }],
  ['a1 a2?', 'a1', { kind: 'IN_STEP' }],
  ['a1 a2?', 'a1 a2', { kind: 'IN_STEP' }],
  ['a1 a2 a3', 'a1', { kind: 'HUB_LOST', numbers: [2, 3] }],
  ['a1 a2 a3', 'a1 a3', { kind: 'HUB_LOST', numbers: [2] }],
  ['a1', 'a1 a2 a3', { kind: 'AGENCY_LOST', after: 1 }],
  ['', 'a1', { kind: 'AGENCY_LOST', after: 0 }],
  ['a1 b2', 'a1 a2', { kind: 'TWO_BRANCHES', number: 2 }],
  ['a1', 'a1 x2:KEY_REVOKED', { kind: 'IN_STEP' }],
  ['a1 a2', 'a1 x2:KEY_REVOKED a2', { kind: 'IN_STEP' }],
  ['a1 a2', 'a1 a2:KEY_REVOKED', { kind: 'IN_STEP' }],
])('own "%s" and the hub\'s "%s"', (ours, theirs, expected) => {
  expect(differenceOf(own(ours), held(theirs), true)).toEqual(expected);
});

it('of a review that the hub does not know names what was answered', () => {
  expect(differenceOf(own('a1 a2?'), [], false)).toEqual({ kind: 'UNKNOWN_REVIEW', numbers: [1] });
});
