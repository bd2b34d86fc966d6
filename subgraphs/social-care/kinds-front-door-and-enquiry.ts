import { integer, kind, oneOf, setting, text, yesNo } from '../kit/agency/kind.ts';
import { whoRaisedIt } from './who-raised-it.ts';

/** Children: from the first contact to the child protection conference. Ours, unverified, replaceable. Version 1. */
export const frontDoorAndEnquiryKinds = [
  kind('CONTACT_RECEIVED', {
    label: 'Contact received',
    traits: ['RECEIVED', 'DECISION'],
    fields: {
      source: whoRaisedIt,
      decision: oneOf(
        'Decision',
        'NO_FURTHER_ACTION',
        'ADVICE_ONLY',
        'MORE_INFORMATION',
        'EARLY_HELP',
        'REFERRAL',
        'OTHER',
      ),
      decidedWithin1Day: yesNo('Was it decided within one working day?'),
      childSeen: yesNo('Was the child seen?'),
    },
  }),
  kind('REFERRAL', {
    label: 'Referral',
    traits: ['RECEIVED', 'DECISION'],
    fields: {
      source: whoRaisedIt,
      decision: oneOf('Decision', 'NO_FURTHER_ACTION', 'EARLY_HELP', 'ASSESSMENT', 'STRATEGY_DISCUSSION', 'OTHER'),
      repeatWithin12Months: yesNo('Was there another referral in the 12 months before?'),
    },
  }),
  kind('EARLY_HELP', {
    label: 'Early help',
    fields: {
      consent: yesNo('Was there consent?', 'NOT_ASKED', 'WITHDRAWN'),
      familySeen: setting(yesNo('Was the family seen?'), 'YES', 'CONTACT'),
    },
  }),
  kind('ASSESSMENT', {
    label: 'Assessment',
    traits: ['ASSESSMENT'],
    fields: {
      workingDays: integer('Working days it took'),
      fathersIncluded: yesNo('Were fathers and partners included?', 'SOME'),
      seenAlone: setting(yesNo('Was the child seen alone?'), 'YES', 'CONTACT'),
    },
  }),
  kind('PRE_BIRTH_ASSESSMENT', {
    label: 'Pre-birth assessment',
    traits: ['ASSESSMENT'],
    fields: {
      gestationStarted: text('Gestation at the start in weeks and days, such as 23+4'),
      outcome: oneOf(
        'Outcome',
        'NO_FURTHER_ACTION',
        'EARLY_HELP',
        'CHILD_IN_NEED',
        'CONFERENCE',
        'LEGAL_PLANNING',
        'OTHER',
      ),
    },
  }),
  kind('STRATEGY_DISCUSSION', {
    label: 'Strategy discussion',
    traits: ['SHARED', 'DECISION'],
    fields: {
      healthPresent: yesNo('Was health there?'),
      schoolPresent: yesNo('Was the school there?'),
      outcome: oneOf('Outcome', 'JOINT_S47', 'SINGLE_AGENCY_S47', 'NO_S47', 'ASSESSMENT', 'NO_FURTHER_ACTION', 'OTHER'),
    },
  }),
  kind('SECTION_47_ENQUIRY', {
    label: 'Section 47 enquiry',
    traits: ['ASSESSMENT'],
    fields: {
      outcome: oneOf('Outcome', 'CONFERENCE', 'SUBSTANTIATED_NO_CONFERENCE', 'NOT_SUBSTANTIATED', 'OTHER'),
      medical: yesNo('Was there a child protection medical?'),
    },
  }),
  kind('CHILD_PROTECTION_CONFERENCE', {
    label: 'Child protection conference',
    traits: ['SHARED', 'DECISION'],
    fields: {
      initialOrReview: oneOf('Initial or review', 'INITIAL', 'REVIEW', 'TRANSFER_IN', 'PRE_BIRTH'),
      outcome: oneOf('Outcome', 'PLAN_MADE', 'PLAN_CONTINUES', 'PLAN_ENDS', 'NO_PLAN', 'ADJOURNED'),
      category: oneOf('Category', 'NEGLECT', 'PHYSICAL', 'EMOTIONAL', 'SEXUAL', 'MULTIPLE'),
      absentAgencies: text('Who was invited and did not come'),
    },
  }),
  kind('CASE_CLOSURE', {
    label: 'Case closure',
    traits: ['DECISION'],
    fields: {
      reason: oneOf(
        'Reason',
        'THRESHOLD_NOT_MET',
        'NO_ENGAGEMENT',
        'NEEDS_MET',
        'CONSENT_NOT_GIVEN',
        'STEP_DOWN',
        'MOVED',
        'TRANSFERRED',
        'DIED',
        'OTHER',
      ),
      referrerTold: yesNo('Was the referrer told?'),
      otherAgenciesAsked: yesNo('Were other agencies asked first?'),
    },
  }),
  kind('EXPLOITATION_SCREEN', {
    label: 'Exploitation screen',
    traits: ['ASSESSMENT'],
    fields: {
      tool: text('Which tool'),
      outcome: oneOf('Outcome', 'NO_RISK_SEEN', 'EMERGING', 'MODERATE', 'SIGNIFICANT'),
    },
  }),
  kind('ALLEGATION_ABOUT_STAFF', {
    label: 'Allegation about a member of staff',
    fields: {
      ladoTold: yesNo('Was the designated officer (LADO) told?'),
      ladoOutcome: oneOf(
        'Outcome of the designated officer',
        'SUBSTANTIATED',
        'UNSUBSTANTIATED',
        'UNFOUNDED',
        'FALSE',
        'MALICIOUS',
        'THRESHOLD_NOT_MET',
        'OPEN',
      ),
    },
  }),
];
