import { Field, Int, ObjectType } from 'type-graphql';
import { InstantScalar } from './scalars.ts';

/** The type in which a service says which files a draft was filled from. Neither a file nor its name is kept. */
export function importedFileType(prefix: string) {
  @ObjectType(`${prefix}ImportedFile`, { description: 'A file that was taken into the draft.', simpleResolvers: true })
  class ImportedFile {
    @Field(() => InstantScalar)
    readonly importedAt!: Date;

    @Field(() => String, { description: 'Who took it in, by the id of their sign-in.' })
    readonly importedBy!: string;

    @Field(() => String, { description: 'What it was by its content: CSV, XLSX, ODS, DOCX, ODT, FHIR.' })
    readonly format!: string;

    @Field(() => Int, { description: 'Rows of your organisation that it held.' })
    readonly rows!: number;

    @Field(() => Int, { description: 'Rows that were taken.' })
    readonly taken!: number;

    @Field(() => [String], { description: 'Which rows were left out, how many, and why; sentences.' })
    readonly leftOut!: readonly string[];
  }
  return ImportedFile;
}
