import { describe, expect, it } from 'vitest';
import { mayRead, sightOf } from '../../../subgraphs/kit/access/may-read.ts';
import type { ReviewRole } from '../../../subgraphs/kit/access/viewer.ts';
import type { Handling } from '../../../subgraphs/kit/vocabulary.ts';
import { REVIEW, viewerWith } from './a-viewer.ts';

const OWN = '22222222-2222-4222-8222-222222222222';
const OTHER = '33333333-3333-4333-8333-333333333333';

const entry = (handling: Handling, named: readonly string[] = []) => ({
  review: REVIEW,
  organisation: OWN,
  handling,
  named,
});
const handlings: readonly Handling[] = ['PANEL', 'LISTED', 'CHAIR', 'HIDDEN', 'WITHHELD'];

/** By handling in the order above: READ, LISTED or NOTHING by its first letter. */
const letters = (sights: readonly string[]) => sights.map((sight) => sight[0]).join('');

describe('what may be seen of an entry', () => {
  it.each([
    ['CHAIR', 'RLRNL'],
    ['PANEL_MEMBER', 'RLLNL'],
    ['REPORT_WRITER', 'RLLNL'],
    ['BUSINESS_MANAGER', 'RLLNL'],
    ['AUTHOR', 'NNNNN'],
    ['SIGNATORY', 'NNNNN'],
    ['SYSTEM', 'NNNNN'],
    ['ADMINISTRATOR', 'NNNNN'],
  ] as const)('a %s of no organisation sees PANEL, LISTED, CHAIR, HIDDEN and WITHHELD as %s', (role, expected) => {
    expect(letters(handlings.map((handling) => sightOf(viewerWith([role]), entry(handling))))).toBe(expected);
  });

  it.each([
    ['CHAIR', 'RRRRL'],
    ['PANEL_MEMBER', 'RRRRL'],
    ['REPORT_WRITER', 'RRRRL'],
    ['BUSINESS_MANAGER', 'RRRRL'],
    ['AUTHOR', 'NNNNN'],
    ['SIGNATORY', 'NNNNN'],
    ['SYSTEM', 'NNNNN'],
    ['ADMINISTRATOR', 'NNNNN'],
  ] as const)('a %s who is named sees them as %s', (role, expected) => {
    const seen = handlings.map((handling) => sightOf(viewerWith([role]), entry(handling, ['eve', 'ada'])));
    expect(letters(seen)).toBe(expected);
  });

  it.each([
    ['AUTHOR', OWN, 'RRRRR'],
    ['SIGNATORY', OWN, 'RRRRR'],
    ['SYSTEM', OWN, 'RRRRR'],
    ['AUTHOR', OTHER, 'NNNNN'],
    ['SIGNATORY', OTHER, 'NNNNN'],
    ['SYSTEM', OTHER, 'NNNNN'],
    ['PANEL_MEMBER', OWN, 'RLLNL'],
    ['ADMINISTRATOR', OWN, 'NNNNN'],
  ] as const)('a %s of the organisation %s sees those of 2222… as %s', (role, organisation, expected) => {
    const viewer = viewerWith([role], { organisation });
    expect(letters(handlings.map((handling) => sightOf(viewer, entry(handling))))).toBe(expected);
  });

  it.each([
    [['PANEL_MEMBER', 'AUTHOR'], OWN, 'RRRRR'],
    [['PANEL_MEMBER', 'AUTHOR'], OTHER, 'RLLNL'],
    [['CHAIR', 'SIGNATORY'], OTHER, 'RLRNL'],
    [['CHAIR', 'ADMINISTRATOR'], null, 'RLRNL'],
    [['PANEL_MEMBER', 'NAMED_BY_CHAIR'], null, 'RLRNL'],
    [['NAMED_BY_CHAIR'], null, 'NNNNN'],
  ] as const)('%j together, of %s, see them as %s', (roles, organisation, expected) => {
    const viewer = viewerWith(roles as readonly ReviewRole[], { organisation });
    expect(letters(handlings.map((handling) => sightOf(viewer, entry(handling))))).toBe(expected);
  });

  it('is nothing in a review in which one has no part, whatever one is in another', () => {
    const elsewhere = { ...entry('PANEL', ['ada']), review: '44444444-4444-4444-8444-444444444444' };
    expect(sightOf(viewerWith(['CHAIR', 'AUTHOR'], { organisation: OWN }), elsewhere)).toBe('NOTHING');
    expect(sightOf(viewerWith([], { organisation: OWN }), entry('PANEL', ['ada']))).toBe('NOTHING');
  });

  it('is nothing for an administrator of the partnership', () => {
    const administrator = { ...viewerWith([]), administers: ['partnership'] };
    expect(sightOf(administrator, entry('PANEL'))).toBe('NOTHING');
  });

  it('may be read where all of it may be seen', () => {
    expect(mayRead(viewerWith(['CHAIR']), entry('CHAIR'))).toBe(true);
    expect(mayRead(viewerWith(['CHAIR']), entry('LISTED'))).toBe(false);
    expect(mayRead(viewerWith(['CHAIR']), entry('HIDDEN'))).toBe(false);
  });
});
