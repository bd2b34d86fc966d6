/** The code lists every sector shares by name in the graph. A value more in one of these is a change for all agencies at once. */

/** How much an entry matters, in the view of the organisation that wrote it. The panel's own rating stands beside it. */
export const significances = {
  KEY: 'Risk changed, or a chance was missed or taken.',
  SIGNIFICANT: 'Bears on a key line of enquiry.',
  ROUTINE: 'Shows contact.',
  NOT_RATED: 'The organisation has not said.',
} as const;
export type Significance = keyof typeof significances;

/** Who may see an entry. */
export const handlings = {
  PANEL: "All of this review's panel and its writer.",
  LISTED: 'The panel sees day, organisation and reason; the named see the content.',
  CHAIR: 'Listed for the panel; the chair and those whom chair and agency name see the content.',
  HIDDEN: 'Only the named know of it.',
  WITHHELD: 'Listed for the panel; the content never leaves the agency, which may give the gist.',
} as const;
export type Handling = keyof typeof handlings;

/** Whether the person at the centre was seen, as recorded. */
export const personsSeen = {
  ALONE: 'Seen alone.',
  WITH_OTHERS: 'Seen with others.',
  PRESENT: 'In the room, not spoken with.',
  NOT_SEEN: 'Not seen.',
  NOT_RECORDED: 'The record does not say.',
  NOT_APPLICABLE: 'There was nobody to be seen.',
} as const;
export type PersonSeen = keyof typeof personsSeen;

/** The organisation's own view now of its practice then. */
export const practices = {
  STRENGTH: 'Better than expected.',
  AS_EXPECTED: 'As expected.',
  BELOW_EXPECTED: 'Below what was expected.',
  NOT_ASSESSED: 'Not assessed.',
} as const;
export type Practice = keyof typeof practices;

/** Why something is held back. Ours, unverified, replaceable. */
export const reasonsHeldBack = {
  CRIMINAL_PROCEEDINGS: 'criminal proceedings',
  FAMILY_COURT: 'family court, leave needed',
  SEXUAL_OFFENCE_COMPLAINANT: 'sexual-offence complainant',
  POLICE_INTELLIGENCE: 'police intelligence',
  MAPPA: 'MAPPA, permission needed',
  THIRD_PERSON: 'third person',
  RISK_TO_SOMEONE: 'risk to someone if known',
  PROTECTED_MATTER: 'sexual health, fertility, gender recognition or adoption',
  LEGAL_ADVICE: 'legal advice',
  EMPLOYMENT: 'employment matter',
  WISHES_OF_THE_PERSON: 'wishes of the person',
  NOT_RELEVANT: 'not relevant enough',
} as const;
export type ReasonHeldBack = keyof typeof reasonsHeldBack;

/** Conditions on using an entry further, beside who may see it. Ours, unverified, replaceable. */
export const onwardUses = {
  QUOTE: 'may be quoted',
  SUMMARISE: 'may be summarised, not quoted',
  NOT_IN_REPORT: 'not in the report',
  NOT_TO_FAMILY: 'not to the family',
  NOT_BEFORE_TRIAL_ENDS: 'not before the trial has ended',
  COURT_LEAVE: "only with the court's leave",
} as const;
export type OnwardUse = keyof typeof onwardUses;

/** Why an entry was taken back. Ours, unverified, replaceable. */
export const reasonsTakenBack = {
  WRONG_PERSON: 'about another person',
  WRONG_REVIEW: 'belongs to another review',
  COURT_ORDER: 'by order of a court',
  SENT_BY_MISTAKE: 'sent by mistake',
  NO_LONGER_RELIED_ON: 'the organisation no longer relies on it',
  END_OF_RETENTION: 'its time of keeping has ended',
} as const;
export type ReasonTakenBack = keyof typeof reasonsTakenBack;

/** Answers of an organisation that holds nothing to send. */
export const declarations = {
  NO_RECORD_FOUND: 'Searched, and no record found.',
  NO_RELEVANT_RECORD: 'Records are held, none of them bears on the review.',
  DECLINED: 'The organisation will not contribute.',
} as const;
export type Declaration = keyof typeof declarations;

/** In what form an organisation answers. Ours, unverified, replaceable. */
export const formsOfAnswer = {
  SUMMARY_OF_INVOLVEMENT: 'Summary of involvement, one page.',
  CHRONOLOGY: 'Chronology.',
  KEY_EVENTS: 'Key events only.',
  INDIVIDUAL_MANAGEMENT_REVIEW: 'Individual management review.',
  INFORMATION_REPORT: 'Information report.',
  ADDENDUM: 'Addendum to what was sent before.',
} as const;
export type FormOfAnswer = keyof typeof formsOfAnswer;

/** Keys of a list, in its order, typed for zod and for an SQL check. */
export const codesOf = <T extends object>(list: T) => Object.keys(list) as [keyof T & string, ...(keyof T & string)[]];
