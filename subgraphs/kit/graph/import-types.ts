import { Field, Int, ObjectType } from 'type-graphql';
import type { Agency } from '../agency/define-agency.ts';
import { importPreviewParts } from './import-preview-parts.ts';
import type { GraphClass } from './kind-types.ts';

/** What is told of a file, named for the agency. */
export function importTypes(agency: Agency, Receipt: GraphClass) {
  const { prefix } = agency;
  const parts = importPreviewParts(agency);

  @ObjectType(`${prefix}ImportPreview`, { description: 'What was understood of a file. Nothing of it is written.' })
  class ImportPreview {
    @Field(() => String, { description: 'SHA-256 of the file; name it when you take the rows.' })
    readonly hash!: string;

    @Field(() => String, { description: 'CSV, XLSX, ODS, DOCX, ODT or FHIR, by its content.' })
    readonly format!: string;

    @Field(() => [parts.ImportColumn])
    readonly columns!: readonly object[];

    @Field(() => Int, { description: 'Rows of your organisation in the file.' })
    readonly allRows!: number;

    @Field(() => Int, { description: 'Those that were not left out.' })
    readonly rows!: number;

    @Field(() => Int, { description: 'Those without a problem.' })
    readonly goodRows!: number;

    @Field(() => String, { description: 'Whose rows the file says they are.' })
    readonly organisationNamed!: string;

    @Field(() => [parts.ImportKind])
    readonly kinds!: readonly object[];

    @Field(() => [parts.OtherKind], { description: 'Kept as recorded under the kind OTHER.' })
    readonly otherKinds!: readonly object[];

    @Field(() => [String], { description: 'Of whom nobody has said yet who they are.' })
    readonly peopleWithoutAnswer!: readonly string[];

    @Field(() => Int, { description: 'Rows that state no day. They stand apart at the end of the chronology.' })
    readonly undated!: number;

    @Field(() => [String], { description: 'Columns of the file that are not read.' })
    readonly unknownColumns!: readonly string[];

    @Field(() => [parts.LeftOut])
    readonly leftOut!: readonly object[];

    @Field(() => [parts.SkippedRow])
    readonly skipped!: readonly object[];

    @Field(() => [parts.RowNote], { description: 'Cells that cannot be read, and why.' })
    readonly problems!: readonly object[];

    @Field(() => [parts.RowNote], { description: 'Cells that were read in a way their author should look at.' })
    readonly notes!: readonly object[];

    @Field(() => [String], { description: 'What to know of how the file was read.' })
    readonly fileNotes!: readonly string[];

    @Field(() => [parts.ImportMark])
    readonly marks!: readonly object[];

    @Field(() => parts.ToConfirm)
    readonly toConfirm!: object;

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
