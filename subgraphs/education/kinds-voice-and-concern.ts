import { kind, oneOf, text, yesNo } from '../kit/agency/kind.ts';

const bodyMap = yesNo('Was a body map drawn?');
const toldDslSameDay = yesNo('Was the designated safeguarding lead told the same day?');
const toldLeadSameDay = yesNo('Was the safeguarding lead told the same day?');
const dslDecision = oneOf(
  'Decision of the designated safeguarding lead',
  'NONE',
  'MONITOR',
  'PARENT_CONTACTED',
  'EARLY_HELP',
  'REFER_SAME_DAY',
  'REFER_NEXT_DAY',
  'ADVICE_SOUGHT',
  'OTHER',
);
const leadDecision = oneOf(
  'Decision of the safeguarding lead',
  'NONE',
  'MONITOR',
  'FAMILY_TOLD',
  'REFER_SAME_DAY',
  'REFER_NEXT_DAY',
  'ADVICE_SOUGHT',
  'OTHER',
);

/** What a child or learner said or showed, concerns, and where they went. Ours, unverified, replaceable. Version 1. */
export const voiceAndConcernKinds = [
  kind('CHILD_SPOKE_OR_SHOWED', {
    label: 'Child spoke or showed',
    traits: ['CONTACT', 'VOICE'],
    fields: { toldDslSameDay, bodyMap, dslDecision },
  }),
  kind('LEARNER_SPOKE_OR_SHOWED', {
    label: 'Learner spoke or showed',
    traits: ['CONTACT', 'VOICE'],
    fields: { toldLeadSameDay, leadDecision },
  }),
  kind('CONCERN_LOGGED', {
    label: 'Concern logged',
    fields: {
      category: oneOf('Category', 'NEGLECT', 'PHYSICAL', 'EMOTIONAL', 'SEXUAL', 'DOMESTIC_ABUSE', 'HEALTH', 'OTHER'),
      toldDslSameDay,
      dslDecision,
      toldLeadSameDay,
      leadDecision,
    },
  }),
  kind('INJURY_SEEN', {
    label: 'Injury seen',
    traits: ['CONTACT', 'INJURY'],
    fields: {
      bodyMap,
      explanation: text('The explanation given, and by whom'),
      explanationFits: yesNo('Does the explanation fit what was seen?', 'NOT_SURE'),
    },
  }),
  kind('DSL_DECISION', {
    label: 'Decision of the designated safeguarding lead',
    traits: ['DECISION'],
    fields: {
      threshold: oneOf('Level of need', 'UNIVERSAL', 'EARLY_HELP', 'CHILD_IN_NEED', 'CHILD_PROTECTION'),
      reason: text('Reason'),
    },
  }),
  kind('REFERRAL_TO_SOCIAL_CARE', {
    label: 'Referral to social care',
    traits: ['SHARED'],
    fields: {
      consent: yesNo('Was there consent?', 'NOT_ASKED', 'NOT_SAFE_TO_ASK', 'OVERRIDDEN'),
      feedbackReceived: yesNo('Was an answer received?'),
      chased: yesNo('Was an answer chased?'),
      namedLead: yesNo('Was a lead named?'),
    },
  }),
  kind('POLICE_NOTICE_RECEIVED', {
    label: 'Police notice received',
    traits: ['RECEIVED'],
    fields: { beforeSchool: yesNo('Did it come before the school day began?'), action: text('What was done with it') },
  }),
  kind('PARENT_CONTACT', {
    label: 'Contact with a parent or carer',
    traits: ['CONTACT'],
    fields: {
      withWhom: oneOf(
        'With whom',
        'MOTHER',
        'FATHER',
        'BOTH_PARENTS',
        'PARTNER_OF_PARENT',
        'GRANDPARENT',
        'CARER',
        'OTHER',
      ),
      outcome: oneOf(
        'Outcome',
        'NO_ACTION',
        'EXPLANATION_ACCEPTED',
        'SUPPORT_OFFERED',
        'MEETING_AGREED',
        'REFERRAL',
        'OTHER',
      ),
    },
  }),
  kind('HOME_VISIT', {
    label: 'Home visit',
    traits: ['CONTACT'],
    fields: { childSeen: yesNo('Was the child or learner seen?'), access: yesNo('Was access given?', 'DOORSTEP') },
  }),
  kind('ALLEGATION_ABOUT_STAFF', {
    label: 'Allegation about a member of staff',
    fields: {
      ladoTold: yesNo('Was the designated officer (LADO) told?'),
      outcome: oneOf(
        'Outcome',
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
