import { date, kind, oneOf, text, yesNo } from './kind.ts';

/** What any organisation of any sector may record. Ours, unverified, replaceable. Version 1. */
export const kindsInEverySector = [
  kind('INFORMATION_SHARED', {
    label: 'Information shared',
    traits: ['SHARED'],
    fields: {
      to: text('With whom, by organisation code'),
      how: oneOf('How', 'TELEPHONE', 'EMAIL', 'LETTER', 'SYSTEM', 'IN_PERSON', 'MEETING'),
      acknowledged: yesNo('Was receipt acknowledged?'),
    },
  }),
  kind('INFORMATION_RECEIVED', {
    label: 'Information received',
    traits: ['RECEIVED'],
    fields: { from: text('From whom, by organisation code'), actedOn: yesNo('Was it acted on?') },
  }),
  kind('MEETING', {
    label: 'Meeting',
    fields: {
      meetingType: text('Type of meeting'),
      invited: text('Who was invited'),
      attended: text('Who attended'),
      reportSent: yesNo('Was a report sent?'),
    },
  }),
  kind('SUPERVISION', {
    label: 'Supervision',
    traits: ['OVERSIGHT'],
    fields: {
      followUpDue: date('Follow-up due'),
      followUpDone: yesNo('Was the follow-up done?'),
      challengeConsidered: yesNo('Was a challenge considered?'),
    },
  }),
  kind('MANAGEMENT_DECISION', {
    label: 'Management decision',
    traits: ['OVERSIGHT', 'DECISION'],
    fields: {
      decision: oneOf('Decision', 'REALLOCATE', 'NOTIFY', 'CLOSE', 'ESCALATE', 'CONTINUE', 'OTHER'),
      followUpDue: date('Follow-up due'),
      followUpDone: yesNo('Was the follow-up done?'),
    },
  }),
  kind('PROFESSIONAL_CHALLENGE', {
    label: 'Professional challenge',
    traits: ['CHALLENGE'],
    fields: {
      raisedTo: oneOf('Raised to', 'SHIFT_LEAD', 'MANAGER', 'SENIOR_CLINICIAN', 'DESIGNATED_LEAD', 'OTHER_AGENCY'),
      answered: yesNo('Was it answered?'),
      outcome: oneOf('Outcome', 'NO_CHANGE', 'CHANGED', 'ESCALATED'),
    },
  }),
  kind('NO_CONTACT_MADE', {
    label: 'No contact made',
    traits: ['NO_CONTACT'],
    fields: {
      contactType: text('Type of contact that was due'),
      reason: oneOf('Reason', 'NO_REPLY', 'STAFFING', 'REFUSED', 'WRONG_ADDRESS', 'OTHER'),
      nextStep: text('Next step'),
    },
  }),
  kind('BACKGROUND', {
    label: 'Background',
    traits: ['BACKGROUND'],
  }),
  kind('OTHER', {
    label: 'Other',
  }),
] as const;
