import { Directive, Field, ObjectType } from 'type-graphql';
import { CalendarDateScalar } from './scalars.ts';
import type { SharedTypes } from './shared-types.ts';

/** What an organisation says besides its entries. Shared by name by all agencies, and made anew for each. */
export function ownWordsType({ EntryContent }: Pick<SharedTypes, 'EntryContent'>) {
  @ObjectType('QuestionAnswered', {
    description: "One of the review's questions, with the organisation's answer.",
    simpleResolvers: true,
  })
  @Directive('@shareable')
  class QuestionAnswered {
    @Field(() => String)
    readonly question!: string;

    @Field(() => String)
    readonly answer!: string;
  }

  @ObjectType('OwnRecommendation', {
    description: 'What the organisation says it will do. No recommendation of the review.',
    simpleResolvers: true,
  })
  @Directive('@shareable')
  class OwnRecommendation {
    @Field(() => String)
    readonly words!: string;

    @Field(() => String, { nullable: true, description: 'Who will see to it, by role.' })
    readonly owner!: string | null;

    @Field(() => CalendarDateScalar, { nullable: true })
    readonly dueOn!: string | null;
  }

  @ObjectType('Abbreviation', {
    description: 'What a short form stands for: HV1, health visitor.',
    simpleResolvers: true,
  })
  @Directive('@shareable')
  class Abbreviation {
    @Field(() => String)
    readonly short!: string;

    @Field(() => String)
    readonly meaning!: string;
  }

  @ObjectType('OwnWords', {
    description: 'What an organisation says besides its entries: its answers, and its own view of its part.',
    implements: EntryContent,
    simpleResolvers: true,
  })
  @Directive('@shareable')
  class OwnWords {
    @Field(() => String, { description: 'What a report cites.' })
    readonly reference!: string;

    @Field(() => String, { nullable: true, description: "The organisation's part in a page." })
    readonly summary!: string | null;

    @Field(() => [QuestionAnswered])
    readonly answers!: readonly QuestionAnswered[];

    @Field(() => String, { nullable: true, description: "The organisation's own analysis." })
    readonly analysis!: string | null;

    @Field(() => [String], { description: 'What it has learned.' })
    readonly learning!: readonly string[];

    @Field(() => [OwnRecommendation])
    readonly recommendations!: readonly OwnRecommendation[];

    @Field(() => [Abbreviation])
    readonly glossary!: readonly Abbreviation[];
  }
  return OwnWords;
}
