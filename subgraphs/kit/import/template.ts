import { Document, HeadingLevel, Packer, PageOrientation, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import writeXlsxFile from 'write-excel-file/node';
import { codesOf, significances } from '../vocabulary.ts';

/** How a blank template heads its columns: in plain words, each of which the import knows. */
export const templateHeadings: readonly string[] = [
  'Ref',
  'Date or period',
  'Source of information',
  'Who was involved',
  'What happened',
  'Action taken',
  'Seen and heard',
  'In their own words',
  'Comment',
  'Type of event',
  'Significance',
  'Who may see this',
  'Reason held back',
];

/** What a blank template says above its table. */
export type TemplateOf = {
  readonly reference: string;
  readonly code: string;
  readonly dueOn: string;
  readonly periodFrom: string | null;
  readonly periodTo: string | null;
  readonly questions: readonly string[];
};

const ROWS = { docx: 15, xlsx: 200 };

const titleOf = ({ reference, code }: TemplateOf) => `${reference}, ${code}`;

function linesOf({ dueOn, periodFrom, periodTo, questions }: TemplateOf): readonly string[] {
  const period = periodFrom === null && periodTo === null ? [] : [`Period: ${periodFrom ?? '…'} to ${periodTo ?? '…'}`];
  return [
    `Due: ${dueOn}`,
    ...period,
    ...questions.map((question, index) => `Question ${index + 1}: ${question}`),
    'One row for each event. Write dates as your record has them. Leave a cell empty where nothing is known.',
    `Significance is ${codesOf(significances).join(', ')}. Staff by role and number, people of the review by the names it gives them.`,
  ];
}

/** A blank Word document for the answer to a request. */
export function docxTemplate(request: TemplateOf): Promise<Buffer> {
  const cell = (words: string, bold = false) =>
    new TableCell({ children: [new Paragraph({ children: [new TextRun({ text: words, bold, size: 16 })] })] });
  const head = new TableRow({ tableHeader: true, children: templateHeadings.map((heading) => cell(heading, true)) });
  const blank = Array.from(
    { length: ROWS.docx },
    () => new TableRow({ children: templateHeadings.map(() => cell('')) }),
  );
  const page = {
    size: { orientation: PageOrientation.LANDSCAPE },
    margin: { top: 720, right: 720, bottom: 720, left: 720 },
  };
  const children = [
    new Paragraph({ text: titleOf(request), heading: HeadingLevel.HEADING_1 }),
    ...linesOf(request).map((line) => new Paragraph(line)),
    new Table({ rows: [head, ...blank] }),
  ];
  return Packer.toBuffer(new Document({ sections: [{ properties: { page }, children }] }));
}

/** The same as a spreadsheet. Its cells are of the format "text", so that no program makes another date of what is typed. */
export function xlsxTemplate(request: TemplateOf): Promise<Buffer> {
  const text = (value: string) => ({ value, type: String, format: '@' });
  const bold = (value: string) => ({ ...text(value), fontWeight: 'bold' as const });
  const rows = [
    [bold(titleOf(request))],
    ...linesOf(request).map((line) => [text(line)]),
    templateHeadings.map(bold),
    ...Array.from({ length: ROWS.xlsx }, () => templateHeadings.map(() => ({ ...text(''), wrap: true }))),
  ];
  return writeXlsxFile(rows, { columns: templateHeadings.map(() => ({ width: 20 })) }).toBuffer();
}
