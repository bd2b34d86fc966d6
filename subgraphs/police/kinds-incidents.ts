import { integer, kind, number, oneOf, setting, text, yesNo } from '../kit/agency/kind.ts';

const childrenPresent = yesNo('Were children there?', 'NOT_KNOWN');
const childrenSeen = yesNo('Were children seen?');

/** Calls, incidents, crimes and what officers did there and then. Ours, unverified, replaceable. Version 1. */
export const incidentKinds = [
  kind('INCIDENT_LOG', {
    label: 'Incident log',
    fields: {
      grade: oneOf('Grade of response', 'IMMEDIATE', 'PRIORITY', 'SCHEDULED', 'RESOLUTION_WITHOUT_ATTENDANCE'),
      attended: setting(yesNo('Did police attend?'), 'YES', 'CONTACT'),
      addressHistoryChecked: yesNo('Were earlier calls to the address looked at?'),
      childrenPresent,
      childrenSeen,
    },
  }),
  kind('DOMESTIC_ABUSE_INCIDENT', {
    label: 'Domestic abuse incident',
    traits: ['CONTACT'],
    fields: {
      dashRisk: oneOf('Risk by the DASH questions', 'STANDARD', 'MEDIUM', 'HIGH', 'NOT_DONE'),
      childrenPresent,
      childrenSeen,
      pregnant: yesNo('Was the victim pregnant?', 'NOT_KNOWN'),
      repeat: yesNo('Was it a repeat?'),
    },
  }),
  kind('CRIME_RECORDED', {
    label: 'Crime recorded',
    fields: {
      offence: text('Offence'),
      outcome: oneOf(
        'Outcome',
        'CHARGED',
        'CAUTION',
        'COMMUNITY_RESOLUTION',
        'NO_SUSPECT_ACTION',
        'EVIDENTIAL_DIFFICULTIES',
        'VICTIM_DOES_NOT_SUPPORT',
        'NOT_IN_PUBLIC_INTEREST',
        'OTHER_AGENCY',
        'OPEN',
      ),
      intermediaryConsidered: yesNo('Was an intermediary considered?'),
    },
  }),
  kind('ARREST_OR_CUSTODY', {
    label: 'Arrest or custody',
    traits: ['CONTACT', 'DECISION'],
    fields: {
      outcome: oneOf('Outcome', 'CHARGE', 'BAIL', 'RUI', 'NO_FURTHER_ACTION'),
      conditions: yesNo('Were there conditions?'),
      appropriateAdult: yesNo('Was there an appropriate adult?'),
    },
  }),
  kind('POLICE_PROTECTION', {
    label: 'Police protection',
    traits: ['CONTACT', 'DECISION'],
    fields: { reason: text('Reason'), hours: number('Length in hours') },
  }),
  kind('WELFARE_CHECK', {
    label: 'Welfare check',
    fields: {
      attended: setting(yesNo('Did police attend?'), 'YES', 'CONTACT'),
      reasonGiven: oneOf(
        'Reason given',
        'HEALTH_NEED',
        'SOCIAL_CARE_NEED',
        'NO_IMMEDIATE_RISK',
        'NO_UNIT_FREE',
        'OTHER',
      ),
      othersTold: yesNo('Were other services told?'),
    },
  }),
  kind('MISSING_EPISODE', {
    label: 'Missing episode',
    fields: {
      risk: oneOf('Risk', 'NO_APPARENT_RISK', 'LOW', 'MEDIUM', 'HIGH'),
      preventionInterview: setting(yesNo('Was there a prevention interview on return?'), 'YES', 'CONTACT'),
      timesIn90Days: integer('Times missing in 90 days'),
      appropriateSupport: oneOf(
        'Who was with the person',
        'FAMILY',
        'CARER',
        'APPROPRIATE_ADULT',
        'ADVOCATE',
        'NOBODY',
      ),
    },
  }),
  kind('MENTAL_HEALTH_DETENTION', {
    label: 'Detention under the Mental Health Act',
    traits: ['CONTACT', 'DECISION'],
    fields: {
      power: oneOf('Power', 'SECTION_135', 'SECTION_136'),
      handoverMinutes: integer('Minutes until health took over'),
    },
  }),
];
