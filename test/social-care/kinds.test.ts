import { expect, it } from 'vitest';
import { agency } from '../../subgraphs/social-care/index.ts';
import { adultsKinds } from '../../subgraphs/social-care/kinds-adults.ts';
import { childrensKinds } from '../../subgraphs/social-care/kinds-children.ts';

it("holds the twenty kinds of children's services and the eighteen of adults'", () => {
  expect([childrensKinds.length, adultsKinds.length]).toEqual([20, 18]);
});

it.each(['CHILD_PROTECTION_PLAN', 'CHILD_IN_NEED_PLAN', 'LOOKED_AFTER', 'CARE_PACKAGE'])(
  'takes %s as a span',
  (code) => {
    expect(agency.kindByCode.get(code)?.traits).toEqual(['SPAN']);
  },
);

it('counts a review of the care plan as an assessment only where it was held', () => {
  const review = agency.kindByCode.get('CARE_PLAN_REVIEW');
  expect(review?.traits).toEqual([]);
  expect(review?.fields['held']).toMatchObject({ sets: { when: 'YES', trait: 'ASSESSMENT' } });
});

it("leaves words of one system's own, such as strategy_meeting, unknown", () => {
  expect(Object.values(agency.kindWords).flat()).not.toContain('strategy meeting');
});
