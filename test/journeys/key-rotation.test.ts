import { readFileSync } from 'node:fs';
import { compactVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retireKeys, rotateKey } from '../../gateway/hub/rotate-keys.ts';
import type { RunningGateway } from '../../gateway/server.ts';
import { agencies as registered } from '../../subgraphs/index.ts';
import { readServiceKeys, serviceToken, signBytes, verifiedBytes } from '../../subgraphs/kit/service/keys.ts';
import { readPublicKeys } from '../../subgraphs/kit/service/public-keys.ts';
import { askService, headersFor } from '../support/asked-directly.ts';
import { type Acting, anEntry, CHRONOLOGY, send } from '../support/contribution.ts';
import { postTo } from '../support/federated-house.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';

describe('a key that is changed while the hub runs', () => {
  let hub: TestHub;
  let review: TestReview;
  const health = (): Acting => ({ hub, review, code: 'HOS', prefix: 'Health' });

  beforeAll(async () => {
    hub = await startTestHub({ agencies: registered.filter(({ name }) => name === 'health') });
    review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    await send(health(), [anEntry(review)]);
  });
  afterAll(() => hub.close());

  const readAs = async (gateway: RunningGateway, role: 'chair' | 'member' | 'writer' | 'manager') => {
    const authorization = `Bearer ${await hub.token(review.person(role))}`;
    const body = { query: CHRONOLOGY, variables: { review: review.id, first: 10 } };
    const { data, errors } = await postTo(gateway.url, body, { authorization });
    return errors === undefined ? JSON.stringify(data).match(/"HOS-1"/g)?.length : errors[0]?.extensions['code'];
  };

  it("is the gateway's: old and new are answered side by side, the old one no more once it is retired", async () => {
    const before = hub.gateway;
    const oldPass = await headersFor(hub, review.person('chair'), 'health');
    await rotateKey(hub.keys.folder, 'gateway');
    const after = await hub.openGateway();
    try {
      expect([await readAs(before, 'chair'), await readAs(after, 'chair')]).toEqual([2, 2]);

      retireKeys(hub.keys.folder, 'gateway');
      expect([await readAs(before, 'member'), await readAs(after, 'member')]).toEqual(['AGENCY_UNAVAILABLE', 2]);
      const { errors } = await askService(hub, 'health', oldPass, '{ __typename }');
      expect(errors?.[0]?.message).toBe('The pass of this request is not valid.');
    } finally {
      await after.close();
    }
  });

  it("is a service's: it delivers before and after, and tokens of a retired key are refused", async () => {
    const { service: old } = await readServiceKeys(hub.keys.privateFile('health'));
    const held = async () => {
      const { status } = await fetch(`${hub.addressOf('reviews')}/held`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await serviceToken(old, 'health', 'reviews')}`,
        },
        body: '{"reviews":[]}',
      });
      return status;
    };
    await rotateKey(hub.keys.folder, 'health');
    expect(await held()).toBe(200);
    retireKeys(hub.keys.folder, 'health');
    expect(await held()).toBe(401);
  });

  it('still proves what it signed before it was retired, and nothing said now', async () => {
    const { service: old } = await readServiceKeys(hub.keys.privateFile('reviews'));
    const receipt = await signBytes(old, 'delivery-answer', '{"outcome":"ACCEPTED"}');
    await rotateKey(hub.keys.folder, 'reviews');
    retireKeys(hub.keys.folder, 'reviews');
    const keys = readPublicKeys(hub.keys.publicFile);
    expect(await verifiedBytes(receipt, keys.everUsed('reviews'), 'delivery-answer')).toBe('{"outcome":"ACCEPTED"}');
    await expect(compactVerify(receipt, keys.current('reviews'))).rejects.toThrow('no applicable key found');
  });

  it('is not retired when there is none after it', () => {
    expect(() => retireKeys(hub.keys.folder, 'sealer')).toThrow(
      '"sealer" has one key, and none before it to end: give it a new one first (--rotate).',
    );
  });

  it('leaves no private key among the public ones', () => {
    expect(readFileSync(hub.keys.publicFile, 'utf8')).not.toContain('"d"');
  });
});
