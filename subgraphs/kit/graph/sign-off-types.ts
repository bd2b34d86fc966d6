import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Agency } from '../agency/define-agency.ts';
import { InstantScalar } from './scalars.ts';

/** The types with which an organisation writes its own words and signs its contribution off, named for the agency. */
export function signOffTypes({ prefix }: Agency) {
  @InputType(`${prefix}QuestionAnsweredInput`, { description: "One of the review's questions, and your answer." })
  class QuestionAnsweredInput {
    @Field(() => String)
    readonly question!: string;

    @Field(() => String)
    readonly answer!: string;
  }

  @InputType(`${prefix}OwnRecommendationInput`, { description: 'What your organisation will do.' })
  class OwnRecommendationInput {
    @Field(() => String)
    readonly words!: string;

    @Field(() => String, { nullable: true, description: 'Who will see to it, by role.' })
    readonly owner?: string | null;

    @Field(() => String, { nullable: true, description: 'The day, 2024-09-30.' })
    readonly dueOn?: string | null;
  }

  @InputType(`${prefix}AbbreviationInput`, { description: 'What a short form stands for: HV1, health visitor.' })
  class AbbreviationInput {
    @Field(() => String)
    readonly short!: string;

    @Field(() => String)
    readonly meaning!: string;
  }

  @InputType(`${prefix}OwnWordsInput`, {
    description: 'What your organisation says besides its entries. It takes the place of what was said before.',
  })
  class OwnWordsInput {
    @Field(() => String, {
      description:
        'SUMMARY_OF_INVOLVEMENT, CHRONOLOGY, KEY_EVENTS, INDIVIDUAL_MANAGEMENT_REVIEW, INFORMATION_REPORT or ADDENDUM.',
    })
    readonly form!: string;

    @Field(() => String, { description: 'What you, the author, are: "Named GP".' })
    readonly authorRole!: string;

    @Field(() => Boolean, { description: 'You declare that you had no part in the case.' })
    readonly noPartInTheCase!: boolean;

    @Field(() => String, {
      nullable: true,
      description: "Your organisation's part, in a page: up to 4,000 characters.",
    })
    readonly summary?: string | null;

    @Field(() => [QuestionAnsweredInput], { defaultValue: [] })
    readonly answers!: readonly QuestionAnsweredInput[];

    @Field(() => String, { nullable: true, description: "Your organisation's own analysis." })
    readonly analysis?: string | null;

    @Field(() => [String], { defaultValue: [], description: 'What it has learned.' })
    readonly learning!: readonly string[];

    @Field(() => [OwnRecommendationInput], { defaultValue: [] })
    readonly recommendations!: readonly OwnRecommendationInput[];

    @Field(() => [AbbreviationInput], { defaultValue: [] })
    readonly glossary!: readonly AbbreviationInput[];

    @Field(() => String, { defaultValue: 'PANEL', description: 'Who may see this: PANEL, LISTED, CHAIR or WITHHELD.' })
    readonly handling!: string;

    @Field(() => [String], { defaultValue: [], description: 'Why it is held back.' })
    readonly reasons!: readonly string[];

    @Field(() => [String], { defaultValue: [], description: 'Who may see it beyond that.' })
    readonly named!: readonly string[];

    @Field(() => Boolean, {
      defaultValue: false,
      description: 'Somebody has looked at the identifiers in it that belong to no person of the review.',
    })
    readonly identifiersConfirmed!: boolean;
  }

  @ObjectType(`${prefix}Author`, { description: 'Who wrote the words, and declared to have had no part in the case.' })
  class Author {
    @Field(() => String)
    readonly person!: string;

    @Field(() => String)
    readonly role!: string;

    @Field(() => ID, { nullable: true, description: 'The organisation they come from, where they write for another.' })
    readonly organisation!: string | null;
  }

  @ObjectType(`${prefix}Signature`, { description: 'Who has signed the draft off.' })
  class Signature {
    @Field(() => String)
    readonly person!: string;

    @Field(() => String)
    readonly role!: string;

    @Field(() => ID, { nullable: true, description: 'The overseeing body they come from, where it is not their own.' })
    readonly organisation!: string | null;

    @Field(() => InstantScalar)
    readonly at!: string;

    @Field(() => Int, { description: 'The version of the draft that was signed.' })
    readonly version!: number;

    @Field(() => Boolean, { description: 'False when the draft has changed since: it must be signed off anew.' })
    readonly stands!: boolean;
  }

  @ObjectType(`${prefix}StandingSignOff`, {
    description: 'A sign-off that was given beforehand, for what systems deliver.',
  })
  class StandingSignOff {
    @Field(() => String)
    readonly person!: string;

    @Field(() => String)
    readonly role!: string;

    @Field(() => ID, { nullable: true })
    readonly organisation!: string | null;

    @Field(() => InstantScalar)
    readonly at!: string;

    @Field(() => InstantScalar)
    readonly until!: string;
  }
  return { OwnWordsInput, Author, Signature, StandingSignOff };
}
