import { date, integer, kind, number, oneOf, setting, text, yesNo } from '../../../subgraphs/kit/agency/kind.ts';

/** What a landlord records. Invented for tests; every type of typed field is among them. */
export const kinds = [
  kind('TENANCY_START', {
    label: 'Start of a tenancy',
    traits: ['SPAN'],
    fields: {
      tenure: oneOf('Tenure', 'INTRODUCTORY', 'SECURE', 'ASSURED', 'TEMPORARY'),
      household: text('Who lives there, by role'),
      rentWeekly: number('Rent a week in pounds'),
    },
  }),
  kind('REPAIR_VISIT', {
    label: 'Repair visit',
    traits: ['CONTACT'],
    fields: {
      daysWaited: integer('Days from report to visit'),
      accessGiven: setting(yesNo('Was the visitor let in?'), 'NO', 'NO_CONTACT'),
      concernSeen: yesNo('Was anything of concern seen?', 'NOT_ASKED'),
    },
  }),
  kind('ANTISOCIAL_BEHAVIOUR_REPORT', {
    label: 'Report of antisocial behaviour',
    traits: ['RECEIVED'],
    fields: {
      from: oneOf('From whom', 'NEIGHBOUR', 'POLICE', 'STAFF', 'ANONYMOUS'),
      childrenHeard: yesNo('Were children heard or seen?'),
      reviewDue: date('When it is looked at again'),
    },
  }),
  kind('NOTICE_SERVED', {
    label: 'Notice served',
    traits: ['DECISION'],
    fields: { ground: text('The ground'), arrears: number('Arrears in pounds') },
  }),
];
