import { Field, Int, ObjectType } from 'type-graphql';
import type { Agency } from '../agency/define-agency.ts';

/** What the preview of a file is made of, named for the agency. */
export function importPreviewParts({ prefix }: Agency) {
  @ObjectType(`${prefix}OtherKind`, { description: "A word for a kind that the agency's list does not have." })
  class OtherKind {
    @Field(() => String)
    readonly word!: string;

    @Field(() => Int)
    readonly rows!: number;
  }

  @ObjectType(`${prefix}ImportKind`, { description: 'How many rows are of a kind.' })
  class ImportKind {
    @Field(() => String)
    readonly kind!: string;

    @Field(() => Int)
    readonly rows!: number;
  }

  @ObjectType(`${prefix}ImportColumn`, { description: 'What a column of the file was read as.' })
  class ImportColumn {
    @Field(() => String, { description: 'As your file has it.' })
    readonly heading!: string;

    @Field(() => String, { nullable: true, description: 'What of an entry it is; null if it is not read.' })
    readonly column!: string | null;

    @Field(() => String, { description: 'GIVEN now, SAVED before, known by its HEADING, or NONE.' })
    readonly by!: string;
  }

  @ObjectType(`${prefix}RowNote`, { description: 'A cell that cannot be read, or that its author should look at.' })
  class RowNote {
    @Field(() => Int, { description: 'As your own file counts it.' })
    readonly row!: number;

    @Field(() => String, { nullable: true, description: 'The sheet or table, where the file has several.' })
    readonly table!: string | null;

    @Field(() => String)
    readonly column!: string;

    @Field(() => String)
    readonly value!: string;

    @Field(() => String)
    readonly reason!: string;
  }

  @ObjectType(`${prefix}ImportMark`, {
    description: 'Something in the words of a row by which a person could be known.',
  })
  class ImportMark {
    @Field(() => Int)
    readonly row!: number;

    @Field(() => String)
    readonly column!: string;

    @Field(() => String)
    readonly value!: string;

    @Field(() => String, { description: 'NAME, NHS_NUMBER, TELEPHONE, POSTCODE or EMAIL.' })
    readonly looksLike!: string;

    @Field(() => String, { description: 'What to write in its place.' })
    readonly code!: string;
  }

  @ObjectType(`${prefix}LeftOut`, { description: 'Rows that are left out, and why.' })
  class LeftOut {
    @Field(() => String)
    readonly what!: string;

    @Field(() => String)
    readonly why!: string;

    @Field(() => [Int])
    readonly rows!: readonly number[];
  }

  @ObjectType(`${prefix}SkippedRow`, { description: 'A row of the table that is no entry.' })
  class SkippedRow {
    @Field(() => Int)
    readonly row!: number;

    @Field(() => String)
    readonly why!: string;
  }

  @ObjectType(`${prefix}ToConfirm`, { description: 'What must be confirmed before the rows are taken.' })
  class ToConfirm {
    @Field(() => String, { description: 'You are adding 23 rows about Wren, born …, to review R-2024-03.' })
    readonly sentence!: string;

    @Field(() => Int)
    readonly rows!: number;

    @Field(() => String, {
      nullable: true,
      description: 'Whose rows the file says they are, where it names another organisation than yours.',
    })
    readonly of!: string | null;

    @Field(() => [String], { description: 'The people at the centre of the review, by review name.' })
    readonly about!: readonly string[];

    @Field(() => String, { description: "The partnership's number for the review." })
    readonly review!: string;
  }

  return { OtherKind, ImportKind, ImportColumn, RowNote, ImportMark, LeftOut, SkippedRow, ToConfirm };
}
