import { z } from 'zod';
import { dayFrom } from '../../kit/entries/calendar-date.ts';
import { badInput } from '../../kit/errors.ts';
import { codesOf, formsOfAnswer } from '../../kit/vocabulary.ts';
import { periodFrom } from './checked.ts';
import { knownPower } from './legal-powers.ts';

/** What a request asks for. All of it may be changed later, with a reason. */
export type AskedFor = {
  readonly dueOn: string;
  readonly periodFrom?: string | null;
  readonly periodTo?: string | null;
  readonly formOfAnswer: string;
  readonly questions: readonly string[];
  /** A code of the list of legal powers, or words of the partnership's own. */
  readonly legalPower?: string | null;
  /** The e-mail address to which reminders go; none are sent without one. */
  readonly remindersTo?: string | null;
};

/** The same as it is kept: days are days, and a power of the list is in its words. */
export type RequestParts = Required<{ readonly [Part in keyof AskedFor]: Exclude<AskedFor[Part], undefined> }>;

const LONGEST = 2_000;

/** Checks what is asked for. Throws BAD_USER_INPUT with the value that is wrong. */
export function requestParts(asked: AskedFor, askedOn: string): RequestParts {
  const dueOn = dayFrom(asked.dueOn);
  if (dueOn < askedOn) {
    throw badInput(`It cannot be due on "${dueOn}", before it is asked on "${askedOn}".`);
  }
  if (!(asked.formOfAnswer in formsOfAnswer)) {
    throw badInput(`"${asked.formOfAnswer}" is not a form of answer: it takes ${codesOf(formsOfAnswer).join(', ')}.`);
  }
  const unclear = asked.questions.find((question) => question.trim() === '' || question.length > LONGEST);
  if (unclear !== undefined) {
    throw badInput(`The question "${unclear.slice(0, 40)}" has ${unclear.length} characters; it takes 1 to 2,000.`);
  }
  const [from, to] = periodFrom(asked.periodFrom, asked.periodTo);
  return {
    dueOn,
    periodFrom: from,
    periodTo: to,
    formOfAnswer: asked.formOfAnswer,
    questions: asked.questions,
    legalPower: knownPower(asked.legalPower ?? null)?.words ?? asked.legalPower ?? null,
    remindersTo: emailOrNull(asked.remindersTo ?? null),
  };
}

function emailOrNull(text: string | null): string | null {
  if (text !== null && !z.email().safeParse(text).success) {
    throw badInput(`"${text}" is not an e-mail address to which reminders could go.`);
  }
  return text;
}

/** One part of a request that was changed. What it was and is stays untold of the address for reminders. */
export type ChangedPart = { readonly part: string; readonly was: string | null; readonly is: string | null };

/** The parts in which two versions of a request differ. */
export const changedParts = (was: RequestParts, is: RequestParts): readonly ChangedPart[] =>
  (Object.keys(is) as (keyof RequestParts)[])
    .filter((part) => JSON.stringify(was[part]) !== JSON.stringify(is[part]))
    .map((part) => {
      const told = part === 'remindersTo' ? () => null : inText;
      return { part, was: told(was[part]), is: told(is[part]) };
    });

const inText = (value: RequestParts[keyof RequestParts]) =>
  value === null || typeof value === 'string' ? value : value.join('\n');
