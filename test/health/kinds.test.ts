import { expect, it } from 'vitest';
import { agency } from '../../subgraphs/health/index.ts';

it('marks an emergency attendance as unscheduled contact', () => {
  expect(agency.kindByCode.get('EMERGENCY_ATTENDANCE')?.traits).toEqual(['CONTACT', 'UNSCHEDULED']);
});

it('makes an injury of an emergency attendance only where a child who cannot move about was hurt', () => {
  expect(agency.kindByCode.get('EMERGENCY_ATTENDANCE')?.fields['injuryNonMobile']).toEqual({
    type: 'code',
    label: 'An injury in a child who cannot yet move about?',
    values: ['YES', 'NO'],
    sets: { when: 'YES', trait: 'INJURY' },
  });
});

it('does not count an appointment that was missed as contact', () => {
  expect(agency.kindByCode.get('NOT_BROUGHT_OR_NOT_ATTENDED')?.traits).toEqual(['NO_CONTACT']);
});

it('lets maternity say that it was not safe to ask about domestic abuse', () => {
  expect(agency.kindByCode.get('MIDWIFERY_CONTACT')?.fields['domesticAbuseAsked']).toEqual({
    type: 'code',
    label: 'Was domestic abuse asked about?',
    values: ['YES', 'NO', 'NOT_SAFE_TO_ASK'],
  });
});
