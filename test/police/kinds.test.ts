import { expect, it } from 'vitest';
import { agency } from '../../subgraphs/police/index.ts';

it.each(['INCIDENT_LOG', 'WELFARE_CHECK'])('counts %s as contact only where police attended', (code) => {
  expect(agency.kindByCode.get(code)?.traits).toEqual([]);
  expect(agency.kindByCode.get(code)?.fields['attended']).toMatchObject({ sets: { when: 'YES', trait: 'CONTACT' } });
});

it('takes a vulnerability notice as shared, and names who it went to apart from the common list', () => {
  expect(agency.kindByCode.get('VULNERABILITY_NOTICE')?.traits).toEqual(['SHARED']);
  expect(Object.keys(agency.kindByCode.get('VULNERABILITY_NOTICE')?.fields ?? {})).toEqual([
    'subjectType',
    'riskGrade',
    'sentTo',
    'acknowledged',
  ]);
});

it('matches people by PNC id, CRO number and date of birth', () => {
  expect(Object.keys(agency.identifiers)).toEqual(['PNC_ID', 'CRO_NUMBER', 'DATE_OF_BIRTH']);
});
