import { kind, oneOf, text, yesNo } from './kind.ts';

/**
 * Kinds that mean the same in two sectors. Each sector that has one lists it among its own; no agency imports another.
 * Ours, unverified and replaceable. Version 1 of the list.
 */
export const capacityAssessment = kind('CAPACITY_ASSESSMENT', {
  label: 'Mental capacity assessment',
  traits: ['ASSESSMENT'],
  fields: {
    decision: text('The decision it was about'),
    outcome: oneOf('Outcome', 'HAS', 'LACKS', 'FLUCTUATES', 'NOT_CONCLUDED'),
    communicationSupport: yesNo('Was the person helped to understand and to answer?'),
    familyConsulted: yesNo('Were family or friends consulted?'),
  },
});

export const bestInterestsDecision = kind('BEST_INTERESTS_DECISION', {
  label: 'Best interests decision',
  traits: ['DECISION'],
  fields: {
    decision: text('What was decided'),
    advocateInvolved: yesNo('Was an advocate involved?'),
    familyConsulted: yesNo('Were family or friends consulted?'),
    wishesRecorded: yesNo("Were the person's wishes recorded?"),
  },
});

export const dischargePlanning = kind('DISCHARGE_PLANNING', {
  label: 'Discharge planning',
  fields: {
    homeCareConfirmed: yesNo('Was care at home confirmed?'),
    jointCall: yesNo('Was there one call of all who were to care for the person?'),
    needsReassessed: yesNo('Were needs assessed again before going home?'),
    texturesTold: yesNo('Was the safe texture of food and drink told?'),
  },
});
