import { integer, kind, number, oneOf, setting, text, yesNo } from '../kit/agency/kind.ts';

/** Emergency care, the ambulance service and the general practice. Ours, unverified, replaceable. Version 1. */
export const urgentAndPrimaryCareKinds = [
  kind('EMERGENCY_ATTENDANCE', {
    label: 'Emergency attendance',
    traits: ['CONTACT', 'UNSCHEDULED'],
    fields: {
      setting: oneOf('Where', 'ED', 'UTC', 'WALK_IN', 'MIU'),
      seniorReview: yesNo('Was there a senior review?', 'ASKED_NOT_DONE'),
      alertsChecked: yesNo('Were alerts checked?', 'YES_NONE_FOUND', 'YES_FOUND'),
      leftBeforeSeen: yesNo('Did they leave before being seen, or before the review?'),
      injuryNonMobile: setting(yesNo('An injury in a child who cannot yet move about?'), 'YES', 'INJURY'),
      bodyMap: yesNo('Was a body map drawn?'),
      sepsisScreenMinutes: integer('Minutes from arrival to the sepsis screen'),
    },
  }),
  kind('AMBULANCE_OR_111', {
    label: 'Ambulance or 111',
    traits: ['UNSCHEDULED'],
    fields: {
      conveyed: yesNo('Was the person taken to hospital?'),
      safeguardingReferral: yesNo('Was a safeguarding referral made?'),
      callBackMade: yesNo('Was the call back made?', 'ONE_ATTEMPT'),
      passportTaken: yesNo('Was the hospital passport taken along?'),
      capacityConsidered: yesNo('Was capacity for this decision considered?'),
    },
  }),
  kind('GP_CONSULTATION', {
    label: 'GP consultation',
    traits: ['CONTACT'],
    fields: {
      mode: oneOf('How', 'FACE_TO_FACE', 'TELEPHONE', 'VIDEO', 'ONLINE', 'HOME'),
      historyReviewed: yesNo('Was the history in the record looked at?'),
      capacityConsidered: yesNo('Was capacity for this decision considered?'),
    },
  }),
  kind('NOT_BROUGHT_OR_NOT_ATTENDED', {
    label: 'Not brought or did not attend',
    traits: ['NO_CONTACT'],
    fields: {
      appointment: oneOf(
        'Which appointment',
        'ANTENATAL',
        'POSTNATAL',
        'SIX_TO_EIGHT_WEEK',
        'VACCINATION',
        'DEVELOPMENT_REVIEW',
        'ANNUAL_CHECK',
        'GP',
        'OUTPATIENT',
        'THERAPY',
        'MENTAL_HEALTH',
        'DENTAL',
        'OTHER',
      ),
      followedUp: yesNo('Was it followed up?'),
      othersTold: yesNo('Were other services told?'),
      reasonableAdjustment: yesNo('Was the invitation made in a way the person can use?'),
    },
  }),
  kind('EXAMINATION', {
    label: 'Examination',
    traits: ['CONTACT', 'ASSESSMENT'],
    fields: {
      undressed: yesNo('Was the person undressed for it?'),
      weightKg: number('Weight in kilograms'),
      centilesCrossed: integer('Centile lines crossed since the last weight'),
      explanationFits: yesNo('Does the explanation fit what was seen?', 'NOT_SURE'),
    },
  }),
  kind('PRESCRIPTION', {
    label: 'Prescription',
    fields: {
      collected: yesNo('Was it collected?'),
      riskyStock: yesNo('Was there a risky stock of medicine at home?', 'NOT_ASKED'),
    },
  }),
  kind('ANNUAL_HEALTH_CHECK', {
    label: 'Annual health check',
    traits: ['CONTACT', 'ASSESSMENT'],
    fields: {
      actionPlan: yesNo('Was a health action plan given?'),
      swallowingAsked: yesNo('Was swallowing asked about?'),
      passportInUse: yesNo('Is the hospital passport up to date and in use?'),
      capacityConsidered: yesNo('Was capacity considered?'),
    },
  }),
  kind('SAFEGUARDING_REFERRAL', {
    label: 'Safeguarding referral',
    traits: ['SHARED'],
    fields: {
      to: text('To whom, by organisation code'),
      how: oneOf('How', 'TELEPHONE', 'EMAIL', 'FORM', 'LETTER', 'IN_PERSON'),
      writtenFollowUp: yesNo('Was it followed up in writing?'),
      outcomeHeard: yesNo('Was the outcome heard?'),
      consent: yesNo('Was there consent?', 'NOT_ASKED', 'NOT_SAFE_TO_ASK', 'OVERRIDDEN'),
      namedLead: yesNo('Was a lead named?'),
    },
  }),
];
