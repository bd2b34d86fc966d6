import { date, integer, kind, oneOf, setting, text, yesNo } from '../kit/agency/kind.ts';

/** Children: plans, visits, care and the court. Ours, unverified, replaceable. Version 1. */
export const plansAndCareKinds = [
  kind('CHILD_PROTECTION_PLAN', {
    label: 'Child protection plan',
    traits: ['SPAN'],
    fields: {
      category: oneOf('Category', 'NEGLECT', 'PHYSICAL', 'EMOTIONAL', 'SEXUAL', 'MULTIPLE'),
      weeksOnPlan: integer('Weeks on the plan'),
    },
  }),
  kind('CORE_GROUP', {
    label: 'Core group',
    fields: {
      held: setting(yesNo('Was it held?'), 'YES', 'SHARED'),
      attendance: text('Who attended'),
    },
  }),
  kind('CHILD_IN_NEED_PLAN', {
    label: 'Child in need plan',
    traits: ['SPAN'],
    fields: { reviewHeld: yesNo('Was the review held?') },
  }),
  kind('VISIT', {
    label: 'Visit to the child',
    traits: ['CONTACT'],
    fields: {
      childSeen: yesNo('Was the child seen?'),
      seenAlone: yesNo('Was the child seen alone?'),
      bedroomSeen: yesNo('Was the bedroom seen?'),
      announced: yesNo('Was the visit announced?'),
    },
  }),
  kind('LOOKED_AFTER', {
    label: 'Looked after',
    traits: ['SPAN'],
    fields: {
      legalStatus: oneOf(
        'Legal status',
        'SECTION_20',
        'INTERIM_CARE_ORDER',
        'CARE_ORDER',
        'PLACEMENT_ORDER',
        'REMAND',
        'OTHER',
      ),
      placement: oneOf(
        'Placement',
        'FOSTER_CARE',
        'FAMILY_OR_FRIENDS',
        'WITH_PARENTS',
        'CHILDRENS_HOME',
        'SUPPORTED',
        'OTHER',
      ),
    },
  }),
  kind('PLACEMENT_CHANGE', {
    label: 'Change of placement',
    traits: ['TRANSFER'],
    fields: {
      planned: yesNo('Was it planned?'),
      notice: oneOf('Notice given', 'SAME_DAY', 'UNDER_28_DAYS', 'MIN_28_DAYS', 'NONE'),
      riskHandedOver: yesNo('Did the handover have a line on risks?'),
    },
  }),
  kind('MISSING_EPISODE', {
    label: 'Missing episode',
    fields: {
      returnInterviewOffered: yesNo('Was a return interview offered?'),
      accepted: yesNo('Was the return interview accepted?'),
    },
  }),
  kind('LEGAL_PLANNING', {
    label: 'Legal planning',
    traits: ['DECISION'],
    fields: {
      threshold: oneOf('Threshold for proceedings', 'MET', 'NOT_MET', 'UNCLEAR'),
      outcome: oneOf(
        'Outcome',
        'PROCEEDINGS',
        'PRE_PROCEEDINGS',
        'CHILD_PROTECTION_PLAN',
        'NO_FURTHER_ACTION',
        'OTHER',
      ),
    },
  }),
  kind('COURT_ORDER', {
    label: 'Court order',
    traits: ['DECISION'],
    fields: {
      order: oneOf(
        'Order',
        'EMERGENCY_PROTECTION',
        'INTERIM_CARE',
        'CARE',
        'SUPERVISION',
        'SPECIAL_GUARDIANSHIP',
        'CHILD_ARRANGEMENTS',
        'PLACEMENT',
        'SECURE_ACCOMMODATION',
        'OTHER',
      ),
      orderDate: date('Day of the order'),
    },
  }),
];
