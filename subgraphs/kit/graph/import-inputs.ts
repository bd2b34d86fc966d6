import { Field, ID, InputType, Int } from 'type-graphql';
import type { Agency } from '../agency/define-agency.ts';
import { CalendarDateScalar } from './scalars.ts';

/** What is said of a file, named for the agency. */
export function importInputs({ prefix }: Agency) {
  @InputType(`${prefix}PersonAnswerInput`, {
    description: 'Who a value of the column People is. Give one of subject, staff and other.',
  })
  class PersonAnswerInput {
    @Field(() => String)
    readonly value!: string;

    @Field(() => ID, { nullable: true, description: 'A person of the review, by id or review name.' })
    readonly subject?: string | null;

    @Field(() => String, { nullable: true, description: 'A member of staff, by role and number: GP1.' })
    readonly staff?: string | null;

    @Field(() => String, { nullable: true, description: 'Somebody else, in the words that may be shown.' })
    readonly other?: string | null;
  }

  @InputType(`${prefix}ColumnInput`, { description: 'What a heading of your file means.' })
  class ColumnInput {
    @Field(() => String)
    readonly heading!: string;

    @Field(() => String, {
      nullable: true,
      description: 'A column of the template: what_happened. None: not to be read.',
    })
    readonly column?: string | null;
  }

  @InputType(`${prefix}LeaveOutInput`, {
    description: 'Rows that are not to be taken: by time (before, after, or both), by a person, or one by one.',
  })
  class LeaveOutInput {
    @Field(() => CalendarDateScalar, { nullable: true, description: 'All before this day.' })
    readonly before?: string | null;

    @Field(() => CalendarDateScalar, { nullable: true, description: 'All after this day.' })
    readonly after?: string | null;

    @Field(() => String, { nullable: true, description: 'All with this value in People.' })
    readonly person?: string | null;

    @Field(() => [Int], { nullable: true, description: 'These rows, as your own file counts them.' })
    readonly rows?: number[] | null;

    @Field(() => String, { description: 'Why, in a few words. It is kept with the count.' })
    readonly why!: string;
  }

  @InputType(`${prefix}ImportChoicesInput`, {
    description: 'What you chose: the same in the preview and when it is taken.',
  })
  class ImportChoicesInput {
    @Field(() => [ColumnInput], { defaultValue: [] })
    readonly columns!: ColumnInput[];

    @Field(() => String, { nullable: true, description: 'The sheet or table to take, where the file has several.' })
    readonly table?: string | null;

    @Field(() => String, { nullable: true, description: 'Only rows whose column Organisation says this.' })
    readonly rowsOf?: string | null;

    @Field(() => [LeaveOutInput], { defaultValue: [] })
    readonly leaveOut!: LeaveOutInput[];

    @Field(() => [String], { defaultValue: [], description: 'Marked values to be written as their codes.' })
    readonly useCodes!: string[];
  }

  @InputType(`${prefix}ConfirmedInput`, { description: 'What the preview asks to be confirmed, said again.' })
  class ConfirmedInput {
    @Field(() => Int)
    readonly rows!: number;

    @Field(() => String, { nullable: true })
    readonly of?: string | null;

    @Field(() => [String])
    readonly about!: string[];

    @Field(() => String)
    readonly review!: string;
  }

  return { PersonAnswerInput, ImportChoicesInput, ConfirmedInput };
}
