import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { describe, expect, it } from 'vitest';
import { agency } from '../../../../subgraphs/health/index.ts';
import type { FileRow } from '../../../../subgraphs/kit/import/files/file-content.ts';
import { readTables } from '../../../../subgraphs/kit/import/files/read-tables.ts';
import { changed, docx, odfRow, openDocument, packageOf, xlsx } from './packages.ts';

const content = (file: Buffer) => readTables(file, null);
const rows = async (file: Buffer) => (await content(file)).tables[0]!.rows;
const numbered = (all: readonly FileRow[]) => all.map(({ number, cells }) => [number, ...cells]);
const notes = async (file: Buffer) => (await content(file)).notes;
const head = ['Date', 'Event', 'Comments'] as const;

describe('a spreadsheet of Excel', () => {
  const day = { value: new Date(Date.UTC(2012, 2, 2)), type: Date, format: 'dd/mm/yyyy' };

  it('gives its cells as text: days as days only where the cell is one, spaces and all', async () => {
    const file = await xlsx([
      [...head],
      [day, ' =1+1 ', 40_970],
      [{ value: true, type: Boolean }, 'Two\nlines.', null],
    ]);
    expect(numbered(await rows(file))).toEqual([
      [1, 'Date', 'Event', 'Comments'],
      [2, '2012-03-02', ' =1+1 ', '40970'],
      [3, 'true', 'Two\nlines.', ''],
    ]);
  });

  it('counts rows as Excel does, empty ones too', async () => {
    const file = await xlsx([['Title'], [], [...head], ['2012', 'One.'], [], ['2013', 'Two.']]);
    expect((await rows(file)).map(({ number }) => number)).toEqual([1, 3, 4, 6]);
  });

  it('reads the value that is stored with a formula, and says so', async () => {
    const file = changed(await xlsx([[...head], ['2012', 7, '']]), {
      'xl/worksheets/sheet1.xml': (text) => text.replace('<v>7</v>', '<f>3+4</f><v>7</v>'),
    });
    expect(numbered(await rows(file))[1]).toEqual([2, '2012', '7', '']);
    expect(await notes(file)).toEqual([
      '1 cells of the sheet "Sheet1" hold a formula. The value that was stored with it was read.',
    ]);
  });

  it('says which cell has a formula and no value', async () => {
    const file = changed(await xlsx([[...head], ['2012', 7, '']]), {
      'xl/worksheets/sheet1.xml': (text) => text.replace('<v>7</v>', '<f>3+4</f>'),
    });
    expect((await rows(file))[1]!.problems).toEqual([
      'The cell B2 holds a formula and no value. Put the value in its place (copy, paste as values).',
    ]);
  });

  it('reads hidden rows and hidden sheets, and says so', async () => {
    const file = changed(await xlsx({ First: [[...head], ['2012', 'One.']], Second: [['x']] }), {
      'xl/worksheets/sheet1.xml': (text) => text.replace('<row r="2"', '<row r="2" hidden="1"'),
      'xl/workbook.xml': (text) => text.replace('name="Second"', 'name="Second" state="hidden"'),
    });
    expect((await rows(file))[1]!.notes).toEqual(['This row is hidden in your file. It was read as well.']);
    expect(await notes(file)).toEqual(['The sheet "Second" is hidden in your file. It was looked at as well.']);
  });

  it('counts a cell that is merged over rows in each of them, and a heading over the table in none', async () => {
    const file = changed(await xlsx([[...head], ['2012', 'One.', ''], ['', 'Two.', ''], ['The year 2013', '', '']]), {
      'xl/worksheets/sheet1.xml': (text) =>
        text.replace(
          '</sheetData>',
          '</sheetData><mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="A4:C4"/></mergeCells>',
        ),
    });
    const [, first, second, banner] = await rows(file);
    expect([first!.cells[0], second!.cells[0]]).toEqual(['2012', '2012']);
    expect(second!.notes).toEqual(['The cell "2012" is merged with row 2: it counts in this row too.']);
    expect(banner!.isBanner).toBe(true);
  });

  it('names macros and things outside of it, and neither runs nor fetches them', async () => {
    const plain = await xlsx([[...head], ['2012', 'One.']]);
    const file = changed(plain, {
      'xl/vbaProject.bin': 'macro',
      'xl/externalLinks/_rels/externalLink1.xml.rels':
        '<Relationships><Relationship Id="rId1" Type="x/externalLinkPath" Target="file:///c:/a.xlsx" TargetMode="External"/></Relationships>',
    });
    expect(await notes(file)).toEqual([
      'The file holds macros. They were neither read nor run.',
      'The file refers to 1 things outside of it. None was fetched.',
    ]);
  });

  it('gives no day where a month or a year was typed, of which Excel holds the first day', async () => {
    const first = (format: string) => ({ value: new Date(Date.UTC(2012, 0, 1)), type: Date, format });
    const file = await xlsx([
      [...head],
      [first('mmm-yy'), 'One.'],
      [first('mmmm yyyy'), 'Two.'],
      [first('yyyy'), 'Three.'],
      [first('dd/mm/yyyy'), 'Four.'],
      [{ ...first('mmm-yy'), value: new Date(Date.UTC(2012, 0, 2)) }, 'Five.'],
    ]);
    const dates = (await rows(file)).slice(1).map(({ cells }) => cells[0]);
    expect(dates).toEqual(['2012-01', '2012-01', '2012', '2012-01-01', '2012-01-02']);
  });

  it('gives a time to the minute that Excel shows, though it counts in fractions of a day', async () => {
    const file = changed(await xlsx([[...head], [day, 'Seen.', '']]), {
      'xl/worksheets/sheet1.xml': (text) => text.replace('<v>40970</v>', '<v>40970.37847222222</v>'),
    });
    expect((await rows(file))[1]!.cells[0]).toBe('2012-03-02T09:05');
  });

  it('says that it has comments in its margin', async () => {
    const file = changed(await xlsx([[...head], ['2012', 'One.']]), { 'xl/comments1.xml': '<comments/>' });
    expect(await notes(file)).toEqual(['The file has comments in its margin. They were not read.']);
  });

  it('of a million rows is refused', async () => {
    const file = changed(await xlsx([[...head], ['2012', 'One.', '']]), {
      'xl/worksheets/sheet1.xml': (text) =>
        text.replace(
          '</sheetData>',
          '<row r="1000000"><c r="A1000000" t="inlineStr"><is><t>x</t></is></c></row></sheetData>',
        ),
    });
    await expect(content(file)).rejects.toThrow('A sheet of the file reaches over 1,000,000 rows and 3 columns');
  });
});

describe('a Word document', () => {
  it('gives its table, row by row, with paragraphs as lines', async () => {
    const file = await docx([[...head], ['March 2012', 'She said:\n“No.”', '']]);
    expect(numbered(await rows(file))).toEqual([
      [1, 'Date', 'Event', 'Comments'],
      [2, 'March 2012', 'She said:\n“No.”', ''],
    ]);
  });

  it('counts a merged cell in each of its rows', async () => {
    const file = await docx([
      [...head],
      [{ text: '2012', merge: 'begins' }, 'One.', ''],
      [{ text: '', merge: 'goes on' }, 'Two.', ''],
      [{ text: 'The year 2013', columns: 3 }],
    ]);
    const [, , second, banner] = await rows(file);
    expect(second!.cells).toEqual(['2012', 'Two.', '']);
    expect(second!.notes).toEqual(['The cell "2012" is merged with row 2: it counts in this row too.']);
    expect(banner!.isBanner).toBe(true);
  });

  it('is read as it stands where changes were tracked: what was inserted is in, what was deleted is not', async () => {
    const file = changed(await docx([[...head], ['2012', 'Seen KEPT.', '']]), {
      'word/document.xml': (text) =>
        text.replace(
          /<w:r><w:t xml:space="preserve">Seen KEPT\.<\/w:t><\/w:r>/,
          '<w:ins w:id="1" w:author="a" w:date="2012-01-01T00:00:00Z"><w:r><w:t>Seen twice.</w:t></w:r></w:ins><w:del w:id="2" w:author="a" w:date="2012-01-01T00:00:00Z"><w:r><w:delText>Not seen.</w:delText></w:r></w:del>',
        ),
    });
    expect((await rows(file))[1]!.cells[1]).toBe('Seen twice.');
    expect(await notes(file)).toEqual([
      'The document has tracked changes. It was read as it stands: what was inserted is in, what was deleted is not.',
    ]);
  });

  it('reads a table within a cell as lines of that cell: no word of it is lost, and it makes no rows', async () => {
    const cell = (text: string) => `<w:tc><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;
    const table = (...trs: readonly string[]) => `<w:tbl>${trs.map((tr) => `<w:tr>${tr}</w:tr>`).join('')}</w:tbl>`;
    const innermost = `<w:tc>${table(cell('deep'))}<w:p/></w:tc>`;
    const file = changed(await docx([[...head], ['2012', 'Outer KEPT.', 'None.']]), {
      'word/document.xml': (text) =>
        text.replace(
          /(Outer KEPT\.<\/w:t><\/w:r><\/w:p>)/,
          `$1${table(cell('10:00') + cell('Called.'), cell('10:05') + innermost)}<w:p/>`,
        ),
    });
    expect(numbered(await rows(file))[1]).toEqual([2, '2012', 'Outer KEPT.\n10:00 | Called.\n10:05 | deep', 'None.']);
  });

  it('gives each item of a list once, those within an item too', async () => {
    const item = (text: string, level: number) => new Paragraph({ children: [new TextRun(text)], bullet: { level } });
    const cells = [[new Paragraph('Event')], [item('One.', 0), item('Within.', 1), item('Two.', 0)]];
    const table = new Table({
      rows: cells.map((children) => new TableRow({ children: [new TableCell({ children })] })),
    });
    const file = await Packer.toBuffer(new Document({ sections: [{ children: [table] }] }));
    expect((await rows(file))[1]!.cells).toEqual(['One.\nWithin.\nTwo.']);
  });

  it('says that words stand beside its tables, unless they are a title', async () => {
    const file = changed(await docx([[...head]]), {
      'word/document.xml': (text) => text.replace('A chronology', 'It was said. '.repeat(20)),
    });
    expect(await notes(file)).toEqual([
      'The document has words beside its tables ("It was said. It was said. It was said. It was said. It wa…"). They were not read.',
    ]);
  });

  it('with two tables gives both, by name', async () => {
    const { tables } = await content(await docx([[...head]], [['Name', 'Role']]));
    expect(tables.map(({ name }) => name)).toEqual(['Table 1', 'Table 2']);
  });

  it('without a table is refused', async () => {
    await expect(content(await docx())).rejects.toThrow('The document has no table.');
  });
});

describe('an OpenDocument file', () => {
  const hidden =
    '<table:table-row table:visibility="collapse"><table:table-cell><text:p>2014</text:p></table:table-cell><table:table-cell><text:p>Three.</text:p></table:table-cell></table:table-row>';
  const sheet = (body: string) => openDocument('spreadsheet', `<table:table table:name="A">${body}</table:table>`);

  it('gives days as days, rows of the repeated heading, and numbers that count what is repeated', async () => {
    const date =
      '<table:table-cell office:value-type="date" office:date-value="2012-03-02"><text:p>2 Mar</text:p></table:table-cell>';
    const file = sheet(
      `<table:table-header-rows>${odfRow('Date', 'Event')}</table:table-header-rows>` +
        `<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>` +
        odfRow(date, 'One<text:s text:c="2"/>and<text:line-break/>a half.') +
        hidden +
        `<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>`,
    );
    expect(numbered(await rows(file))).toEqual([
      [1, 'Date', 'Event'],
      [5, '2012-03-02', 'One  and\na half.'],
      [6, '2014', 'Three.'],
    ]);
    expect((await rows(file))[2]!.notes).toEqual(['This row is hidden in your file. It was read as well.']);
  });

  it('gives no day where a month was typed', async () => {
    const month = (shown: string) =>
      `<table:table-cell office:value-type="date" office:date-value="2012-03-01"><text:p>${shown}</text:p></table:table-cell>`;
    const file = sheet(odfRow('Date', 'Event') + odfRow(month('Mar-12'), 'One.') + odfRow(month('01/03/12'), 'Two.'));
    expect(numbered(await rows(file)).map(([, date]) => date)).toEqual(['Date', '2012-03', '2012-03-01']);
  });

  it('that repeats one row a million times is refused', async () => {
    const file = sheet(
      odfRow('Event').replace('<table:table-row>', '<table:table-row table:number-rows-repeated="1000000">'),
    );
    await expect(content(file)).rejects.toThrow('A table of the file has more than 20,000 rows.');
  });

  it('of text gives its tables, without what was deleted or noted in the margin', async () => {
    const file = openDocument(
      'text',
      `<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone.</text:p></text:deletion></text:changed-region></text:tracked-changes><table:table>${odfRow('Date', 'Event')}${odfRow('2012', 'Seen<office:annotation><text:p>Margin.</text:p></office:annotation>.')}</table:table>`,
    );
    expect(numbered(await rows(file))[1]).toEqual([2, '2012', 'Seen.']);
    expect(await notes(file)).toEqual([
      'The document has tracked changes. It was read as it stands: what was inserted is in, what was deleted is not.',
      'The file has comments in its margin. They were not read.',
    ]);
  });
});

describe('a Bundle of FHIR', () => {
  const bundle = {
    resourceType: 'Bundle',
    entry: [
      {
        resource: {
          resourceType: 'Patient',
          identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990001375' }],
        },
      },
      {
        resource: {
          resourceType: 'Encounter',
          id: 'e1',
          class: { code: 'EMER' },
          period: { start: '2024-02-09T06:31:00Z', end: '2024-02-09T09:00:00Z' },
          reasonCode: [{ text: 'Crying.' }],
        },
      },
      {
        resource: {
          resourceType: 'Appointment',
          id: 'a1',
          status: 'noshow',
          start: '2024-01-02',
          description: 'Review.',
        },
      },
      { resource: { resourceType: 'CarePlan', id: 'c1' } },
      { resource: { resourceType: 'Appointment', id: 'a2', status: 'fulfilled', start: '2024-01-03' } },
      {
        resource: {
          resourceType: 'Condition',
          id: 'x',
          verificationStatus: { coding: [{ code: 'entered-in-error' }] },
        },
      },
    ],
  };
  const file = Buffer.from(JSON.stringify(bundle));

  it('gives what the agency has a kind for, and names the rest', async () => {
    const { tables, notes: said } = await readTables(file, agency.fhir);
    expect(numbered(tables[0]!.rows).slice(1)).toEqual([
      [
        3,
        'Encounter/e1',
        '2024-02-09T06:31:00Z',
        'EMERGENCY_ATTENDANCE',
        'Encounter',
        '',
        'Crying.',
        '',
        'NHS_NUMBER=9990001375',
      ],
      [
        4,
        'Appointment/a1',
        '2024-01-02',
        'NOT_BROUGHT_OR_NOT_ATTENDED',
        'Appointment',
        '',
        'Review.',
        '',
        'NHS_NUMBER=9990001375',
      ],
    ]);
    expect(said).toEqual([
      'Not read, since no kind of entry is meant for them: 1 CarePlan, 1 Appointment.',
      'Not read, since they were entered in error: 1 Condition.',
    ]);
  });

  const coded = (text: string) => ({ text });
  const resources: readonly (readonly [object, readonly string[]])[] = [
    [
      {
        resourceType: 'Encounter',
        class: { code: 'VR', display: 'virtual' },
        type: [coded('GP telephone consultation')],
        period: { start: '2024-01-02T09:00:00Z', end: '2024-01-02T09:10:00Z' },
        participant: [{ individual: { display: 'GP 1' } }],
      },
      ['2024-01-02T09:00:00Z', 'GP telephone consultation', 'Encounter', 'GP 1', 'GP telephone consultation', ''],
    ],
    [
      {
        resourceType: 'Observation',
        status: 'final',
        category: [{ coding: [{ code: 'vital-signs' }] }],
        code: coded('Body weight'),
        effectiveDateTime: '2024-01-02',
        issued: '2024-01-03T10:00:00Z',
        valueQuantity: { value: 3.4, unit: 'kg' },
        note: [{ text: 'Below the 2nd centile.' }],
      },
      ['2024-01-02', 'EXAMINATION', 'Observation', '', 'Body weight: 3.4 kg\nBelow the 2nd centile.', '2024-01-03'],
    ],
    [
      {
        resourceType: 'Condition',
        code: coded('Faltering growth'),
        clinicalStatus: { coding: [{ code: 'active', display: 'Active' }] },
        onsetString: 'early 2024',
        recordedDate: '2024-02-01',
      },
      ['early 2024', 'Condition', 'Condition', '', 'Faltering growth\nActive', '2024-02-01'],
    ],
    [
      {
        resourceType: 'Procedure',
        status: 'not-done',
        code: coded('Skeletal survey'),
        performedPeriod: { start: '2024-02-01', end: '2024-02-02' },
        performer: [{ actor: { display: 'Radiographer 1' } }],
      },
      ['2024-02-01/2024-02-02', 'Procedure not done', 'Procedure', 'Radiographer 1', 'Skeletal survey', ''],
    ],
    [
      {
        resourceType: 'DocumentReference',
        status: 'current',
        type: coded('Discharge letter'),
        date: '2024-02-03T08:00:00Z',
        custodian: { display: 'Hospital 1' },
        description: 'Sent to the practice.',
      },
      [
        '2024-02-03T08:00:00Z',
        'Discharge letter',
        'Hospital 1',
        '',
        'Discharge letter\nSent to the practice.',
        '2024-02-03',
      ],
    ],
    [
      {
        resourceType: 'Communication',
        status: 'completed',
        sent: '2024-02-04',
        sender: { display: 'Nurse 1' },
        recipient: [{ display: 'Social worker 1' }],
        payload: [{ contentString: 'Worried about bruises.' }],
      },
      [
        '2024-02-04',
        'Communication',
        'Communication',
        'Nurse 1; Social worker 1',
        'From Nurse 1. To Social worker 1.\nWorried about bruises.',
        '',
      ],
    ],
    [
      {
        resourceType: 'Immunization',
        status: 'not-done',
        occurrenceString: 'at eight weeks',
        vaccineCode: coded('6-in-1'),
        statusReason: coded('Not brought'),
      },
      ['at eight weeks', 'Immunisation not done', 'Immunization', '', '6-in-1\nNot brought', ''],
    ],
    [
      {
        resourceType: 'Flag',
        status: 'active',
        code: coded('Child protection plan'),
        period: { start: '2023-12-01' },
      },
      ['2023-12-01', 'Flag', 'Flag', '', 'Child protection plan', ''],
    ],
    [
      {
        resourceType: 'MedicationRequest',
        status: 'active',
        authoredOn: '2024-01-05',
        medicationCodeableConcept: coded('Iron'),
        dosageInstruction: [{ text: 'Twice a day.' }],
      },
      ['2024-01-05', 'PRESCRIPTION', 'MedicationRequest', '', 'Iron\nTwice a day.', ''],
    ],
  ];

  it.each(resources)('says in its own words what it knows: %j', async (resource, cells) => {
    const one = Buffer.from(
      JSON.stringify({ resourceType: 'Bundle', entry: [{ resource: { id: 'r', ...resource } }] }),
    );
    const { tables, notes: said } = await readTables(one, agency.fhir);
    expect(tables[0]!.rows[1]!.cells.slice(1, 7)).toEqual(cells);
    expect(said).toEqual([]);
  });

  it.each([
    { entry: 5 },
    { entry: [{ resource: { resourceType: 'Observation', category: 5 } }] },
    { entry: [{ resource: { resourceType: 'Flag', code: { text: { a: 1 } }, period: { start: 3 } } }] },
  ])('is refused in a sentence where it is not R4: %j', async (wrong) => {
    const one = Buffer.from(JSON.stringify({ resourceType: 'Bundle', ...wrong }));
    await expect(readTables(one, agency.fhir)).rejects.toThrow('The Bundle is not FHIR R4');
  });

  it('is refused by an agency that reads none', async () => {
    await expect(content(file)).rejects.toThrow('The file is a FHIR Bundle, and this agency reads none.');
  });
});

describe('what is not read', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'The file is empty.'],
    [
      'a file protected by a password',
      Buffer.from('d0cf11e0a1b11ae100', 'hex'),
      'The file is protected by a password or is of an old kind (.doc, .xls).',
    ],
    ['a PDF', Buffer.from('%PDF-1.7'), 'The file is a PDF.'],
    ['a page of the web', Buffer.from('<html><table></table></html>'), 'The file is a web page or XML.'],
    ['JSON', Buffer.from('{"a": 1}'), 'The file is JSON and no FHIR Bundle.'],
    ['a package of something else', packageOf({ 'a.txt': 'a' }), 'The file is a package that holds no table'],
    [
      'a package that holds packages',
      packageOf({ 'r/r.zip': packageOf({ 'r/r.zip': 'r' }) }),
      'The file is a package that holds no table',
    ],
    ['half of a character', Buffer.from('Event\n\xed\xa0\x80\n', 'latin1'), 'The file holds half of a character'],
    [
      'a mark of UTF-8 before what is not',
      Buffer.from('\xef\xbb\xbfEvent\nCaf\xe9\n', 'latin1'),
      'The file says that it is UTF-8, and it is not.',
    ],
    [
      'a cell without an end',
      Buffer.from(`Event\n${'x'.repeat(40_000)}\n`),
      'Row 2 has a cell of more than 32,767 characters.',
    ],
  ])('is refused in a sentence: %s', async (_, file, sentence) => {
    await expect(content(file)).rejects.toThrow(sentence);
  });

  it.each([
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x">',
  ])('are entities and document types in XML: %s', async (declaration) => {
    const file = changed(await docx([[...head]]), {
      'word/document.xml': (text) => text.replace('?>', `?>${declaration}`),
    });
    await expect(content(file)).rejects.toThrow(
      'The part "word/document.xml" of the file declares a document type or entities.',
    );
  });

  it('is XML in another encoding, in which a declaration could hide', async () => {
    const file = changed(await docx([[...head]]), {
      'word/document.xml': (text) => text.replace(/encoding="[^"]*"/, 'encoding="UTF-7"'),
    });
    await expect(content(file)).rejects.toThrow('The part "word/document.xml" of the file is not written in UTF-8.');
  });
});
