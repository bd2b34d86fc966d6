import { Arg, Args, ArgsType, Ctx, Field, Int, Mutation, Resolver } from 'type-graphql';
import { authors } from '../access/acting-for.ts';
import type { Agency } from '../agency/define-agency.ts';
import { badInput } from '../errors.ts';
import { answerPeople, type GivenAnswer } from '../import/answer-people.ts';
import { commitFile } from '../import/commit.ts';
import { type Confirmation, countsOf, type Preview, previewOf } from '../import/preview.ts';
import { problemSheet } from '../import/problem-sheet.ts';
import { type Choices, understand } from '../import/understand.ts';
import { receiptOf } from '../publishing/remembered.ts';
import { acting, PlaceArgs } from './acting.ts';
import type { AgencyContext } from './agency-context.ts';
import { importInputs } from './import-inputs.ts';
import { importTypes } from './import-types.ts';
import type { GraphClass } from './kind-types.ts';

/** Files: what is understood of one, and taking its rows into the draft. */
export function importResolver(agency: Agency, Receipt: GraphClass): GraphClass {
  const { prefix } = agency;
  const types = { ...importTypes(agency, Receipt), ...importInputs(agency) };

  @ArgsType()
  class FileArgs extends PlaceArgs {
    @Field(() => String, { description: 'The file in base64, up to 10 MB: .csv, .xlsx, .ods, .docx or .odt.' })
    readonly file!: string;

    @Field(() => String, { nullable: true, description: 'Its name, to say where it is not what its name says.' })
    readonly fileName?: string | null;

    @Field(() => types.ImportChoicesInput, { nullable: true })
    readonly choices?: object | null;
  }

  @ArgsType()
  class CommitArgs extends FileArgs {
    @Field(() => String, { description: 'The hash that the preview gave.' })
    readonly hash!: string;

    @Field(() => types.ConfirmedInput, { description: 'What the preview asked to be confirmed.' })
    readonly confirmed!: object;

    @Field(() => Boolean, {
      defaultValue: false,
      description: 'Takes the rows without a problem where others have one.',
    })
    readonly goodRowsOnly!: boolean;

    @Field(() => Boolean, {
      defaultValue: false,
      description: "Keeps the columns you gave for your organisation's next files.",
    })
    readonly saveColumns!: boolean;

    @Field(() => String, { nullable: true, description: 'A key of your choice for this one import.' })
    readonly key?: string | null;
  }

  const sent = (context: AgencyContext, args: FileArgs) => {
    const { place, code, reference, subjects, by, asking } = acting(context, args, authors);
    const choices = choicesFrom(args.choices as Partial<Choices> | null | undefined);
    return { place, code, subjects, asking, by, reference, bytes: bytesOf(args.file), choices };
  };

  @Resolver()
  class ImportResolver {
    @Mutation(() => Int, {
      name: `answer${prefix}People`,
      description: 'Says who the people of your files are. Gives how many answers are kept for this review.',
    })
    answerPeople(
      @Args(() => PlaceArgs) args: PlaceArgs,
      @Arg('answers', () => [types.PersonAnswerInput]) answers: GivenAnswer[],
      @Ctx() context: AgencyContext,
    ): Promise<number> {
      const { place, code, subjects } = acting(context, args, authors);
      return answerPeople(context.service, place, code, subjects, answers);
    }

    @Mutation(() => types.ImportPreview, {
      name: `preview${prefix}Import`,
      description: 'Says what is understood of a file. Nothing of it is written.',
    })
    async previewImport(
      @Args(() => FileArgs) args: FileArgs,
      @Arg('withSpreadsheet', () => Boolean, { defaultValue: false }) withSpreadsheet: boolean,
      @Ctx() context: AgencyContext,
    ) {
      const file = sent(context, args);
      const understood = await understand(context.service, file);
      const sheet = withSpreadsheet ? (await problemSheet(understood)).toString('base64') : null;
      return forGraph(previewOf(understood, file, args.fileName ?? null), sheet);
    }

    @Mutation(() => types.Import, {
      name: `commit${prefix}Import`,
      description: 'Puts the rows of a file that was previewed into the draft: all of them or none.',
    })
    async commitImport(@Args(() => CommitArgs) args: CommitArgs, @Ctx() context: AgencyContext) {
      const { hash, goodRowsOnly, saveColumns } = args;
      const { preview, receipt } = await commitFile(context.service, {
        ...sent(context, args),
        fileName: args.fileName ?? null,
        hash,
        confirmed: args.confirmed as Confirmation,
        goodRowsOnly,
        saveColumns,
        key: args.key ?? null,
      });
      const said = receiptOf(receipt);
      const outcomes = countsOf(said.entries.map(({ outcome }) => outcome));
      return {
        rows: said.entries.length,
        receipt: said,
        outcomes: outcomes.map(([outcome, rows]) => ({ outcome, rows })),
        preview: forGraph(preview, null),
      };
    }
  }
  return ImportResolver;
}

/** Throws BAD_USER_INPUT for what is not base64: what cannot be decoded whole would be read in part. */
function bytesOf(file: string): Buffer {
  if (file.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(file)) {
    throw badInput('The file is not in base64.');
  }
  return Buffer.from(file, 'base64');
}

const choicesFrom = (choices: Partial<Choices> | null | undefined): Choices => ({
  columns: (choices?.columns ?? []).map(({ heading, column }) => ({ heading, column: column ?? null })),
  table: choices?.table ?? null,
  rowsOf: choices?.rowsOf ?? null,
  leaveOut: choices?.leaveOut ?? [],
  useCodes: choices?.useCodes ?? [],
});

const forGraph = (preview: Preview, spreadsheet: string | null) => ({
  ...preview,
  skipped: preview.skipped.map(({ number, why }) => ({ row: number, why })),
  spreadsheet,
});
