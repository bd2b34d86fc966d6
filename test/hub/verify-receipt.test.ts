import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareKeys } from '../../gateway/hub/keys.ts';
import { type HubKeys, readHubKeys, receiptInWords } from '../../gateway/hub/verify/receipt.ts';
import { canonical } from '../../subgraphs/kit/canonical.ts';
import { readServiceKeys, signBytes } from '../../subgraphs/kit/service/keys.ts';

const submitted = {
  act: 'submit',
  at: '2026-01-05T10:00:00.000Z',
  key: 'batch-1',
  review: 'r',
  organisation: 'o',
  requestHash: 'h',
  draftVersion: 3,
  entries: [{ outcome: 'ADDED' }, { outcome: 'ADDED' }, { outcome: 'STALE' }],
};
const answered = {
  review: 'r',
  organisation: 'o',
  number: 2,
  hash: 'abc',
  outcome: 'ACCEPTED',
  version: 7,
  refusal: null,
  at: '2026-01-05T10:00:01.000Z',
};

describe('a receipt, checked without the hub', () => {
  const folder = mkdtempSync(join(tmpdir(), 'receipt-test-'));
  let keys: HubKeys;
  let signedBy: (service: string, typ: string, said: object) => Promise<string>;

  beforeAll(async () => {
    const made = await prepareKeys(folder, ['reviews', 'health'], {});
    keys = readHubKeys(made.publicFile);
    signedBy = async (service, typ, said) =>
      signBytes((await readServiceKeys(made.privateFile(service))).service, typ, canonical(said));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('says what was done, for whom, and when', async () => {
    expect(await receiptInWords(await signedBy('health', 'receipt', submitted), keys)).toBe(
      'It holds. Signed by health: "submit" was carried out at 2026-01-05T10:00:00.000Z under the key "batch-1".\n' +
        'Review r, organisation o; the draft is then at version 3; 2 added, 1 stale.',
    );
  });

  it("says what became of a publication, when it is the hub's answer", async () => {
    expect(await receiptInWords(await signedBy('reviews', 'delivery-answer', answered), keys)).toBe(
      'It holds. Signed by reviews: publication 2 was accepted as version 7, at 2026-01-05T10:00:01.000Z.\n' +
        'Review r, organisation o; manifest abc.',
    );
  });

  it.each([
    ['another kind of signed text', 'health', 'heads', 'This is signed as "heads", and no receipt.'],
    [
      "an agency's own word that the hub accepted",
      'health',
      'delivery-answer',
      'It is signed by "health", whose receipts these are not.',
    ],
    [
      "the hub's word for what an agency did",
      'reviews',
      'receipt',
      'It is signed by "reviews", whose receipts these are not.',
    ],
  ])('does not take %s', async (_name, service, typ, message) => {
    await expect(receiptInWords(await signedBy(service, typ, answered), keys)).rejects.toThrow(message);
  });

  it('does not hold where a letter was changed', async () => {
    const [header, , signature] = (await signedBy('health', 'receipt', submitted)).split('.');
    const other = Buffer.from(canonical({ ...submitted, draftVersion: 4 })).toString('base64url');
    await expect(receiptInWords(`${header}.${other}.${signature}`, keys)).rejects.toThrow(
      'The signature of "health" does not hold: it is not what was signed.',
    );
  });

  it('does not hold with the keys of another hub, nor without any', async () => {
    const receipt = await signedBy('health', 'receipt', submitted);
    const { kid } = keys['health']![0]!;
    await expect(receiptInWords(receipt, { reviews: keys['reviews']! })).rejects.toThrow(
      `It is signed with the key "${kid}", which is none of this hub's.`,
    );
    expect(() => readHubKeys(join(folder, 'none.json'))).toThrow('There is no file of public keys');
  });

  it.each(['{"x":1}', '{"health":{"keys":[1]}}', '[1]', '7'])(
    'is checked with no file of keys that says %s',
    (text) => {
      const file = join(folder, 'bad.json');
      writeFileSync(file, text);
      expect(() => readHubKeys(file)).toThrow(
        `The file "${file}" holds no public keys of a hub: it wants the hub's public.json.`,
      );
    },
  );

  it.each(['', 'no receipt', 'a.b.c'])('does not take %o', async (text) => {
    await expect(receiptInWords(text, keys)).rejects.toThrow('This is no receipt: a receipt is a compact JWS');
  });
});
