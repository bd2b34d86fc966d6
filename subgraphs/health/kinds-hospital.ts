import { integer, kind, oneOf, text, yesNo } from '../kit/agency/kind.ts';
import { dischargePlanning } from '../kit/agency/kinds-in-two-sectors.ts';

/** A stay in hospital, specialists, and the way home. Ours, unverified, replaceable. Version 1. */
export const hospitalKinds = [
  kind('INPATIENT_STAY', {
    label: 'Hospital stay',
    traits: ['SPAN'],
    fields: {
      route: oneOf('How they came in', 'EMERGENCY', 'PLANNED', 'TRANSFER', 'MATERNITY', 'MENTAL_HEALTH_ACT'),
      reasonableAdjustmentsRecorded: yesNo('Were reasonable adjustments recorded?'),
    },
  }),
  kind('SPECIALIST_CONTACT', {
    label: 'Specialist contact',
    traits: ['CONTACT'],
    fields: {
      service: text('Which service'),
      daysFromAdmission: integer('Days from admission to this contact'),
      passportInUse: yesNo('Is the hospital passport up to date and in use?'),
    },
  }),
  kind('THERAPY_ASSESSMENT', {
    label: 'Therapy assessment',
    traits: ['CONTACT', 'ASSESSMENT'],
    fields: {
      recommendation: text('What was recommended'),
      sentTo: text('To whom the recommendation was given'),
    },
  }),
  dischargePlanning,
  kind('DISCHARGE_OR_TRANSFER', {
    label: 'Discharge or transfer',
    traits: ['TRANSFER'],
    fields: {
      namedContact: yesNo('Was a contact named?'),
      summaryWithin24h: yesNo('Was the summary sent within 24 hours?'),
      receiptConfirmed: yesNo('Was receipt confirmed?'),
      earlyReviewBooked: yesNo('Was an early review booked?'),
      riskHandedOver: yesNo('Did the handover have a line on risks?'),
      jointCall: yesNo('Was there one call of all who were to care for the person?'),
    },
  }),
  kind('DEATH_OR_COLLAPSE', {
    label: 'Death or collapse',
    fields: {
      place: oneOf('Where', 'HOME', 'HOSPITAL', 'CARE_HOME', 'SCHOOL', 'PUBLIC_PLACE', 'CUSTODY', 'OTHER'),
      expected: yesNo('Was it expected?'),
    },
  }),
];
