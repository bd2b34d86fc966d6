import { expect, it } from 'vitest';
import { agency } from '../../subgraphs/education/index.ts';

it.each(['CHILD_SPOKE_OR_SHOWED', 'LEARNER_SPOKE_OR_SHOWED'])(
  "takes %s as contact in the person's own voice",
  (code) => {
    expect(agency.kindByCode.get(code)?.traits).toEqual(['CONTACT', 'VOICE']);
  },
);

it('takes an injury that was seen as an injury', () => {
  expect(agency.kindByCode.get('INJURY_SEEN')?.traits).toEqual(['CONTACT', 'INJURY']);
});

it('takes enrolment as the start of a span and as a transfer', () => {
  expect(agency.kindByCode.get('ENROLMENT_OR_LEAVING')?.traits).toEqual(['SPAN', 'TRANSFER']);
});

it('lets a college log a concern by its own safeguarding lead', () => {
  expect(Object.keys(agency.kindByCode.get('CONCERN_LOGGED')?.fields ?? {})).toEqual([
    'category',
    'toldDslSameDay',
    'dslDecision',
    'toldLeadSameDay',
    'leadDecision',
  ]);
});
