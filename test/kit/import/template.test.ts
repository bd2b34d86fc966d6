import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnMeant } from '../../../subgraphs/kit/import/columns.ts';
import { readTables } from '../../../subgraphs/kit/import/files/read-tables.ts';
import { docxTemplate, templateHeadings, xlsxTemplate } from '../../../subgraphs/kit/import/template.ts';
import { tryPreview } from '../../contract/csv-file.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { openReview } from '../../support/review.ts';
import { changed, xlsx } from './files/packages.ts';

const request = {
  reference: 'R-2024-03',
  code: 'HOS',
  dueOn: '2024-02-23',
  periodFrom: '2023-03-01',
  periodTo: null,
  questions: ['What happened?', 'Who knew?'],
};

const filled: readonly string[] = [
  'a-1',
  '9 February 2024 06:31',
  'Notes',
  'Wren; Nurse 1',
  'Seen at home.',
  'Advice given.',
  'Alert.',
  '“Mine.”',
  'As expected.',
  'Telephone call',
  'KEY',
  'LISTED',
  'THIRD_PERSON',
];

/** Types a row into the first blank one of the table. */
function typedInWord(file: Buffer): Buffer {
  const type = (xml: string) => {
    const [before, head, blank, ...rest] = xml.split('<w:tr>');
    let at = 0;
    const row = blank!.replaceAll('</w:p></w:tc>', () => `<w:r><w:t>${filled[at++]}</w:t></w:r></w:p></w:tc>`);
    return [before, head, row, ...rest].join('<w:tr>');
  };
  return changed(file, { 'word/document.xml': type });
}

async function typedInExcel(file: Buffer): Promise<Buffer> {
  const { tables } = await readTables(file, null);
  const rows = [...tables[0]!.rows.map(({ cells }) => cells), filled];
  return xlsx(rows.map((cells) => cells.map((value) => ({ value, type: String }))));
}

it('heads each column in words that the import knows, each as another one', () => {
  const meant = templateHeadings.map(columnMeant);
  expect(meant).not.toContain(null);
  expect(new Set(meant).size).toBe(13);
});

describe('a template', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startTestHub();
  });
  afterAll(() => hub.close());

  it.each([
    ['Word', async () => typedInWord(await docxTemplate(request))],
    ['Excel', async () => typedInExcel(await xlsxTemplate(request))],
  ])('that was filled in %s is read without a question about its columns', async (_, file) => {
    const review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    const { data, errors } = await tryPreview({ hub, review, code: 'HOS', prefix: 'Health' }, await file(), null);
    expect(errors).toBeUndefined();
    const { preview } = data as { preview: { columns: readonly { heading: string; by: string }[] } };
    expect(preview).toMatchObject({ rows: 1, goodRows: 1, problems: [], unknownColumns: [] });
    expect(preview.columns.map(({ heading }) => heading)).toEqual(templateHeadings);
    expect(new Set(preview.columns.map(({ by }) => by))).toEqual(new Set(['HEADING']));
  });

  it('says above its table what is asked, for which period and by when', async () => {
    const { tables } = await readTables(await xlsxTemplate(request), null);
    expect(tables[0]!.rows.slice(0, 5).map(({ cells }) => cells[0])).toEqual([
      'R-2024-03, HOS',
      'Due: 2024-02-23',
      'Period: 2023-03-01 to …',
      'Question 1: What happened?',
      'Question 2: Who knew?',
    ]);
  });
});
