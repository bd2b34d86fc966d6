/**
 * A kind of entry is a value of a few lines: a code, words for people, traits, and the typed fields that only this
 * kind has. From it the kit makes the object type, the input type, the check and the documentation.
 */

/** What a kind says of an entry without its content: patterns, gaps and "days since seen" are computed from these. */
export const traits = [
  'CONTACT',
  'NO_CONTACT',
  'UNSCHEDULED',
  'INJURY',
  'VOICE',
  'SHARED',
  'RECEIVED',
  'DECISION',
  'ASSESSMENT',
  'TRANSFER',
  'OVERSIGHT',
  'CHALLENGE',
  'SPAN',
  'BACKGROUND',
] as const;
export type Trait = (typeof traits)[number];

/** Every coded field also takes these two: "not recorded" is not the same as "no". */
export const alwaysAllowed = ['NOT_RECORDED', 'NOT_APPLICABLE'] as const;

/** A typed field of a kind. `values` is a replaceable code list: it is data, and no part of the schema depends on it. */
export type Field =
  | { readonly type: 'code'; readonly label: string; readonly values: readonly string[]; readonly sets?: FieldTrait }
  | { readonly type: 'text'; readonly label: string }
  | { readonly type: 'integer'; readonly label: string }
  | { readonly type: 'number'; readonly label: string }
  /** A day as ISO 8601, `2024-01-17`. */
  | { readonly type: 'date'; readonly label: string };

/** "When this field has this value, the entry has this trait": `injuryNonMobile=YES` sets INJURY. */
export type FieldTrait = { readonly when: string; readonly trait: Trait };

export type Kind = {
  /** Upper case with underscores, unique in the agency: `GP_CONSULTATION`. */
  readonly code: string;
  readonly label: string;
  readonly traits: readonly Trait[];
  readonly fields: Readonly<Record<string, Field>>;
};

/** Makes a kind. Traits and fields may be left out. */
export function kind(
  code: string,
  { label, traits = [], fields = {} }: { readonly label: string } & Partial<Pick<Kind, 'traits' | 'fields'>>,
): Kind {
  return { code, label, traits, fields };
}

/** One of a list of codes, NOT_RECORDED or NOT_APPLICABLE. */
export const oneOf = (label: string, ...values: readonly string[]): Field => ({ type: 'code', label, values });

/** YES or NO, and further answers that only this question has (`ASKED_NOT_DONE`). */
export const yesNo = (label: string, ...further: readonly string[]): Field => oneOf(label, 'YES', 'NO', ...further);

/** The same field, setting a trait on the entry when it has this value. */
export const setting = (field: Field, when: string, trait: Trait): Field =>
  field.type === 'code' ? { ...field, sets: { when, trait } } : field;

export const text = (label: string): Field => ({ type: 'text', label });
export const integer = (label: string): Field => ({ type: 'integer', label });
export const number = (label: string): Field => ({ type: 'number', label });
export const date = (label: string): Field => ({ type: 'date', label });

/** `GP_CONSULTATION` → `GpConsultation`. */
export const pascalCase = (code: string) =>
  code
    .toLowerCase()
    .split(/[_-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** `GP_CONSULTATION` → `gpConsultation`. */
export const camelCase = (code: string) => {
  const pascal = pascalCase(code);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
};
