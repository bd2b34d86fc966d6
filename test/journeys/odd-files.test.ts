import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tryPreview } from '../contract/csv-file.ts';
import { bomb, deflatedPackage, docx, packageOf, xlsx } from '../kit/import/files/packages.ts';
import { type Acting, anEntry, chronology, references, send } from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';

/** TEST_SCALE=full reads as many rows as there may be in as much as a file may have. */
const ROWS = process.env['TEST_SCALE'] === 'full' ? 19_000 : 3_800;

/** As much as a file may have, all of it good rows. */
const tenMegabytes = () => {
  const rows = Array.from({ length: ROWS }, (_, at) => `2012,${at} ${'words '.repeat(1_520_000 / ROWS)}`);
  return Buffer.from(`Date,Event\n${rows.join('\n')}\n`);
};

/** A Word document of 30 MB of small paragraphs: it takes more than a thread may have. */
function swollen(): Buffer {
  const paragraphs = Array.from({ length: 700_000 }, (_, at) => `<w:p><w:r><w:t>${at}</w:t></w:r></w:p>`).join('');
  const document = `<w:document xmlns:w="w"><w:body><w:tbl><w:tr><w:tc>${paragraphs}</w:tc></w:tr></w:tbl></w:body></w:document>`;
  return deflatedPackage('word/document.xml', document);
}

const entities = () =>
  packageOf({
    'word/document.xml': `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "${'a'.repeat(9_000)}">]><w:document xmlns:w="w"/>`,
  });

const odd: readonly (readonly [string, () => Buffer | Promise<Buffer>, string])[] = [
  ['a package of 99 MB of nothing', () => bomb(99_000_000), 'times its size; up to 100 times is read.'],
  ['a document that takes all memory', swollen, 'The file takes too long or too much memory to read.'],
  ['entities', entities, 'declares a document type or entities.'],
  ['two megabytes of brackets', () => Buffer.from(`{"a":${'['.repeat(2_000_000)}`), 'The file is neither a table nor'],
  [
    'one quotation mark and four megabytes',
    () => Buffer.from(`Date,Event\n2012,"${'x\n'.repeat(2_000_000)}`),
    'The file is not CSV',
  ],
  ['a document without a table', () => docx(), 'The document has no table.'],
  [
    'two tables with other headings',
    () =>
      xlsx({
        A: [
          ['Date', 'Event'],
          ['2012', 'One.'],
        ],
        B: [
          ['When', 'Event'],
          ['2012', 'Two.'],
        ],
      }),
    'Say which to take.',
  ],
];

describe('an odd file', () => {
  let hub: TestHub;
  let review: TestReview;
  const acting = (): Acting => ({ hub, review, code: 'HOS', prefix: 'Health' });

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    await send(acting(), [anEntry(review)]);
  });
  afterAll(() => hub.close());

  /** Sends a file while the panel reads on, and gives the answer and the panel's longest wait. */
  async function previewed(file: Buffer) {
    const startedMs = performance.now();
    let isOver = false;
    const answer = tryPreview(acting(), file).finally(() => {
      isOver = true;
    });
    let longestMs = 0;
    do {
      const askedMs = performance.now();
      expect(references(await chronology(hub, review.person('chair'), review))).toEqual(['HOS-1']);
      longestMs = Math.max(longestMs, performance.now() - askedMs);
    } while (!isOver);
    return { ...(await answer), longestMs, tookMs: performance.now() - startedMs };
  }

  it.each(odd)(
    'is answered in a sentence within ten seconds while the panel reads on: %s',
    async (_, file, sentence) => {
      const { errors, longestMs, tookMs } = await previewed(await file());
      expect(errors?.[0]?.message).toContain(sentence);
      expect(['BAD_USER_INPUT', 'LIMIT_EXCEEDED']).toContain(errors?.[0]?.extensions['code']);
      expect(tookMs).toBeLessThan(10_000);
      expect(longestMs).toBeLessThan(2_000);
    },
  );

  it('of ten megabytes is read whole while the panel reads on', async () => {
    const { data, errors, longestMs } = await previewed(tenMegabytes());
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ preview: { allRows: ROWS, goodRows: ROWS } });
    expect(longestMs).toBeLessThan(2_000);
  });
});
