import { integer, kind, oneOf, text, yesNo } from '../kit/agency/kind.ts';

/** Notices, orders, multi-agency work and investigation. Ours, unverified, replaceable. Version 1. */
export const protectionAndSharingKinds = [
  kind('VULNERABILITY_NOTICE', {
    label: 'Vulnerability notice',
    traits: ['SHARED'],
    fields: {
      subjectType: oneOf('About', 'CHILD', 'ADULT', 'DOMESTIC_ABUSE', 'FAMILY'),
      riskGrade: oneOf('Risk grade', 'STANDARD', 'MEDIUM', 'HIGH'),
      sentTo: text('To whom it was sent, by organisation code'),
      acknowledged: yesNo('Was receipt acknowledged?'),
    },
  }),
  kind('BAIL_CHANGE', {
    label: 'Change of bail',
    traits: ['DECISION'],
    fields: { conditions: text('Conditions'), victimTold: yesNo('Was the victim told?') },
  }),
  kind('PROTECTIVE_ORDER', {
    label: 'Protective order',
    traits: ['DECISION'],
    fields: {
      orderType: oneOf(
        'Type of order',
        'DOMESTIC_VIOLENCE_PROTECTION',
        'DOMESTIC_ABUSE_PROTECTION',
        'NON_MOLESTATION',
        'OCCUPATION',
        'RESTRAINING',
        'STALKING_PROTECTION',
        'SEXUAL_HARM_PREVENTION',
        'SEXUAL_RISK',
        'OTHER',
      ),
      breached: yesNo('Was it breached?'),
      childrenNamed: yesNo('Are children named in it?'),
    },
  }),
  kind('MARAC', {
    label: 'Multi-agency risk assessment conference (MARAC)',
    traits: ['SHARED', 'DECISION'],
    fields: {
      repeat: yesNo('Was it a repeat?'),
      actions: text('Actions'),
      advocateInvolved: yesNo('Was a domestic abuse advocate involved?'),
    },
  }),
  kind('MAPPA', {
    label: 'Multi-agency public protection arrangements (MAPPA)',
    traits: ['SHARED'],
    fields: {
      level: oneOf('Level', '1', '2', '3'),
      category: oneOf('Category, which needs permission to share', '1', '2', '3', '4'),
    },
  }),
  kind('DISCLOSURE_SCHEME', {
    label: 'Disclosure scheme',
    traits: ['DECISION'],
    fields: {
      route: oneOf('Right to ask or right to know', 'RIGHT_TO_ASK', 'RIGHT_TO_KNOW'),
      decision: oneOf('Decision', 'DISCLOSED', 'NOT_DISCLOSED', 'NOTHING_TO_DISCLOSE', 'PENDING'),
      days: integer('Days from asking to the decision'),
    },
  }),
  kind('STRATEGY_DISCUSSION', {
    label: 'Strategy discussion',
    traits: ['SHARED', 'DECISION'],
    fields: {
      outcome: oneOf('Outcome', 'JOINT_S47', 'SINGLE_AGENCY_S47', 'NO_S47', 'NO_FURTHER_ACTION', 'OTHER'),
      healthPresent: yesNo('Was health there?'),
    },
  }),
  kind('INVESTIGATION_STEP', {
    label: 'Step in an investigation',
    traits: ['DECISION'],
    fields: {
      decision: oneOf(
        'Decision',
        'INVESTIGATION',
        'NO_INVESTIGATION',
        'INTERVIEW',
        'ADVICE_SOUGHT',
        'CHARGE',
        'NO_FURTHER_ACTION',
        'OTHER',
      ),
      waitingDays: integer('Days of waiting'),
    },
  }),
  kind('SCHOOL_NOTICE', {
    label: 'Notice to the school',
    traits: ['SHARED'],
    fields: {
      sentBeforeSchool: yesNo('Was it sent before the next school day began?'),
      school: text('School, by organisation code'),
    },
  }),
  kind('INTELLIGENCE_GIST', {
    label: 'Gist of intelligence',
    fields: {
      gradingWithheld: yesNo('Is the grading withheld?'),
      sanitisedBy: text('By whom it was sanitised, as role'),
    },
  }),
  kind('EXPLOITATION_RISK', {
    label: 'Risk of exploitation',
    traits: ['ASSESSMENT'],
    fields: {
      tool: text('Which tool'),
      nationalReferral: yesNo('Was there a referral to the National Referral Mechanism?', 'CONSENT_REFUSED'),
    },
  }),
];
