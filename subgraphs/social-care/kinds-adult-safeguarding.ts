import { date, kind, oneOf, setting, text, yesNo } from '../kit/agency/kind.ts';
import { bestInterestsDecision, capacityAssessment } from '../kit/agency/kinds-in-two-sectors.ts';
import { whoRaisedIt } from './who-raised-it.ts';

const adultAsked = yesNo('Was the adult asked what they want?');
const advocateConsidered = yesNo('Was an advocate considered?');

/** Adults: concerns, enquiries, capacity and protection. Ours, unverified, replaceable. Version 1. */
export const adultSafeguardingKinds = [
  kind('ADULT_CONCERN', {
    label: 'Adult safeguarding concern',
    traits: ['RECEIVED', 'DECISION'],
    fields: {
      source: whoRaisedIt,
      adultAsked,
      decision: oneOf('Decision', 'INFORMATION', 'SIGNPOST', 'ASSESSMENT', 'ENQUIRY', 'NO_FURTHER_ACTION', 'OTHER'),
    },
  }),
  kind('SECTION_42_DECISION', {
    label: 'Section 42 decision',
    traits: ['DECISION'],
    fields: { met: yesNo('Was the duty to enquire met?'), adultAsked, advocateConsidered },
  }),
  kind('SECTION_42_ENQUIRY', {
    label: 'Section 42 enquiry',
    traits: ['SPAN', 'ASSESSMENT'],
    fields: {
      desiredOutcomesAsked: yesNo('Was the adult asked what outcome they want?'),
      outcomesMet: yesNo('Were those outcomes met?', 'PARTLY'),
      advocate: yesNo('Was there an advocate?'),
    },
  }),
  capacityAssessment,
  bestInterestsDecision,
  kind('DEPRIVATION_OF_LIBERTY', {
    label: 'Deprivation of liberty',
    traits: ['DECISION'],
    fields: {
      applied: date('Day of the application'),
      authorised: yesNo('Was it authorised?', 'PENDING'),
      conditions: text('Conditions'),
    },
  }),
  kind('PROVIDER_CONCERN', {
    label: 'Concern about a care provider',
    fields: {
      commissionerTold: setting(yesNo('Was the commissioner told?'), 'YES', 'SHARED'),
      regulatorTold: setting(yesNo('Was the regulator told?'), 'YES', 'SHARED'),
      consistency: text('How many different carers, over how long'),
    },
  }),
  kind('MULTI_AGENCY_RISK_MEETING', {
    label: 'Multi-agency risk meeting',
    traits: ['SHARED', 'DECISION'],
    fields: {
      meetingType: oneOf('Type of meeting', 'SELF_NEGLECT', 'VULNERABLE_ADULT_RISK', 'OTHER'),
      plan: yesNo('Was a plan agreed?'),
    },
  }),
  kind('FINANCIAL_SAFEGUARD', {
    label: 'Financial safeguard',
    fields: {
      arrangement: oneOf('Arrangement', 'DEPUTY', 'LASTING_POWER_OF_ATTORNEY', 'APPOINTEE', 'OTHER', 'NONE'),
      revokeSought: yesNo('Was an end to it sought?'),
    },
  }),
];
