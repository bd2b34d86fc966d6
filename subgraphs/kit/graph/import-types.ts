import { Field, Int, ObjectType } from 'type-graphql';
import type { Agency } from '../agency/define-agency.ts';
import type { GraphClass } from './kind-types.ts';

/** What is told of a file, named for the agency. */
export function importTypes({ prefix }: Agency, Receipt: GraphClass) {
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

    @Field(() => [String], { description: 'The people at the centre of the review, by review name.' })
    readonly about!: readonly string[];

    @Field(() => String, { description: "The partnership's number for the review." })
    readonly review!: string;
  }

  @ObjectType(`${prefix}ImportPreview`, { description: 'What was understood of a file. Nothing of it is written.' })
  class ImportPreview {
    @Field(() => String, { description: 'SHA-256 of the file; name it when you take the rows.' })
    readonly hash!: string;

    @Field(() => String, { description: 'CSV, XLSX, ODS, DOCX, ODT or FHIR, by its content.' })
    readonly format!: string;

    @Field(() => [ImportColumn])
    readonly columns!: readonly ImportColumn[];

    @Field(() => Int, { description: 'Rows of your organisation in the file.' })
    readonly allRows!: number;

    @Field(() => Int, { description: 'Those that were not left out.' })
    readonly rows!: number;

    @Field(() => Int, { description: 'Those without a problem.' })
    readonly goodRows!: number;

    @Field(() => String, { description: 'Whose rows the file says they are.' })
    readonly organisationNamed!: string;

    @Field(() => [ImportKind])
    readonly kinds!: readonly ImportKind[];

    @Field(() => [OtherKind], { description: 'Kept as recorded under the kind OTHER.' })
    readonly otherKinds!: readonly OtherKind[];

    @Field(() => [String], { description: 'Of whom nobody has said yet who they are.' })
    readonly peopleWithoutAnswer!: readonly string[];

    @Field(() => Int, { description: 'Rows that state no day. They stand apart at the end of the chronology.' })
    readonly undated!: number;

    @Field(() => [String], { description: 'Columns of the file that are not read.' })
    readonly unknownColumns!: readonly string[];

    @Field(() => [LeftOut])
    readonly leftOut!: readonly LeftOut[];

    @Field(() => [SkippedRow])
    readonly skipped!: readonly SkippedRow[];

    @Field(() => [RowNote], { description: 'Cells that cannot be read, and why.' })
    readonly problems!: readonly RowNote[];

    @Field(() => [RowNote], { description: 'Cells that were read in a way their author should look at.' })
    readonly notes!: readonly RowNote[];

    @Field(() => [String], { description: 'What to know of how the file was read.' })
    readonly fileNotes!: readonly string[];

    @Field(() => [ImportMark])
    readonly marks!: readonly ImportMark[];

    @Field(() => ToConfirm)
    readonly toConfirm!: ToConfirm;

    @Field(() => String, {
      nullable: true,
      description: 'Your own rows with a column "Problem" as .xlsx in base64, if it was asked for.',
    })
    readonly spreadsheet!: string | null;
  }

  @ObjectType(`${prefix}ImportOutcome`, { description: 'How many rows came to what.' })
  class ImportOutcome {
    @Field(() => String, { description: 'ADDED, UPDATED, UNCHANGED or STALE.' })
    readonly outcome!: string;

    @Field(() => Int)
    readonly rows!: number;
  }

  @ObjectType(`${prefix}Import`, { description: 'What was taken of a file.' })
  class Import {
    @Field(() => Int, { description: 'Rows that were taken.' })
    readonly rows!: number;

    @Field(() => Receipt)
    readonly receipt!: object;

    @Field(() => [ImportOutcome])
    readonly outcomes!: readonly ImportOutcome[];

    @Field(() => ImportPreview, { description: 'What was understood of the file when its rows were taken.' })
    readonly preview!: ImportPreview;
  }

  return { ImportPreview, Import };
}
