import type { ReviewSubject } from '../access/viewer.ts';

/** Who a value of the column People is: a person of the review, a member of staff by role and number, or another. */
export type PersonAnswer =
  | { readonly kind: 'SUBJECT'; readonly subject: string }
  | { readonly kind: 'STAFF'; readonly words: string }
  | { readonly kind: 'OTHER'; readonly words: string };

export type Person = {
  /** How the entry names them. */
  readonly words: string;
  /** Id of the review's subject, null for everybody else. */
  readonly subject: string | null;
  /** False when nobody has said yet who this is. */
  readonly answered: boolean;
};

/** `GP1`, `Midwife 2`, `Carers 1-3`: staff by role and number need no answer. */
const STAFF = /^[A-Za-z][A-Za-z /()'-]* ?\d{1,2}(-\d{1,2})?$/;
/** Four digits or more in a row, however they are grouped: a system's number for a person, alone or beside a word. */
export const looksLikePersonNumber = (value: string) => /\d{4}/.test(value.replaceAll(/(?<=\d)[ -](?=\d)/g, ''));

/** Splits the cell People; the order stays, doubles go. */
export const peopleOf = (cell: string) => [
  ...new Set(
    cell
      .split(';')
      .map((value) => value.trim())
      .filter((value) => value !== ''),
  ),
];

/** Says who a value is: by the answer that was kept, by a review name, or by role and number. */
export function whoIs(
  value: string,
  subjects: readonly ReviewSubject[],
  answers: ReadonlyMap<string, PersonAnswer>,
): Person {
  const answer = answers.get(value);
  if (answer !== undefined && answer.kind !== 'SUBJECT') {
    return { words: answer.words, subject: null, answered: true };
  }
  const subject = subjects.find(({ id, pseudonym }) =>
    answer === undefined ? pseudonym.toLowerCase() === value.toLowerCase() : id === answer.subject,
  );
  if (subject !== undefined) {
    return { words: subject.pseudonym, subject: subject.id, answered: true };
  }
  return { words: value, subject: null, answered: STAFF.test(value) };
}
