import { kind, number, oneOf, setting, text, yesNo } from '../kit/agency/kind.ts';

const domesticAbuseAsked = yesNo('Was domestic abuse asked about?', 'NOT_SAFE_TO_ASK');

/** Maternity, health visiting, school nursing, child protection medicals. Ours, unverified, replaceable. Version 1. */
export const birthAndChildhoodKinds = [
  kind('MIDWIFERY_CONTACT', {
    label: 'Midwifery contact',
    traits: ['CONTACT'],
    fields: {
      gestation: text('Gestation in weeks and days, such as 23+4'),
      domesticAbuseAsked,
      partnerDetailsRecorded: yesNo("Were the partner's details recorded?"),
      handoverReceived: yesNo('Was the handover received?'),
    },
  }),
  kind('BIRTH', {
    label: 'Birth',
    traits: ['CONTACT'],
    fields: {
      gestation: text('Gestation in weeks and days, such as 37+1'),
      weightKg: number('Birth weight in kilograms'),
    },
  }),
  kind('HEALTH_VISITOR_CONTACT', {
    label: 'Health visitor contact',
    traits: ['CONTACT'],
    fields: {
      contactType: oneOf(
        'Type of contact',
        'ANTENATAL',
        'NEW_BIRTH',
        'SIX_TO_EIGHT_WEEK',
        'ONE_YEAR',
        'TWO_YEAR',
        'TARGETED',
        'CLINIC',
        'TELEPHONE',
        'OTHER',
      ),
      sleepingPlaceSeen: yesNo('Was the place where the baby sleeps seen?'),
      domesticAbuseAsked,
    },
  }),
  kind('SCHOOL_NURSE_CONTACT', {
    label: 'School nurse contact',
    traits: ['CONTACT'],
    fields: {
      contactType: oneOf(
        'Type of contact',
        'DROP_IN',
        'HEALTH_ASSESSMENT',
        'SCREENING',
        'TARGETED',
        'TELEPHONE',
        'OTHER',
      ),
      consent: yesNo('Was there consent?', 'NOT_ASKED', 'CHILD_COMPETENT'),
    },
  }),
  kind('CHILD_PROTECTION_MEDICAL', {
    label: 'Child protection medical',
    traits: ['CONTACT', 'ASSESSMENT'],
    fields: {
      opinion: setting(
        oneOf('Opinion', 'INFLICTED_INJURY', 'ACCIDENTAL_INJURY', 'MEDICAL_CAUSE', 'UNDETERMINED', 'NO_FINDINGS'),
        'INFLICTED_INJURY',
        'INJURY',
      ),
      siblingsExamined: yesNo('Were brothers and sisters examined?'),
      photographs: yesNo('Were photographs taken?'),
    },
  }),
];
