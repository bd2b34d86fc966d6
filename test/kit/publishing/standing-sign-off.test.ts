import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftChanged, lockContribution } from '../../../subgraphs/kit/publishing/contribution.ts';
import { signedOff } from '../../../subgraphs/kit/publishing/signed-off.ts';
import { endStandingSignOff, giveStandingSignOff } from '../../../subgraphs/kit/publishing/standing-sign-off.ts';
import { openAgencyService } from '../../support/agency-service.ts';

const signatory = { person: 'a-signatory', isSystem: false, from: null };
const system = { person: 'a-system', isSystem: true, from: null };
const author = { person: 'an-author', isSystem: false, from: null };

describe('a standing sign-off', () => {
  let open: Awaited<ReturnType<typeof openAgencyService>>;
  let clock = new Date();
  beforeAll(async () => {
    open = await openAgencyService(() => clock);
  });
  afterAll(() => open.close());

  const begin = () => {
    clock = new Date('2026-01-05T10:00:00.000Z');
    const place = { review: randomUUID(), organisation: randomUUID() };
    const writes = (by: typeof system) =>
      open.service.database.transaction(async (manager) => {
        const { id } = await lockContribution(manager, place, 'NVP', 'submit: lock contribution');
        await draftChanged(manager, id, by);
      });
    return {
      writes,
      gives: (until: string) =>
        giveStandingSignOff(open.service, { place, code: 'NVP', by: signatory, role: 'Head', until: new Date(until) }),
      ends: () => endStandingSignOff(open.service, place, 'NVP', signatory.person),
      stands: () =>
        open.service.database.transaction(async (manager) => {
          const contribution = await lockContribution(manager, place, 'NVP', 'publish: lock contribution');
          return signedOff(manager, open.service, contribution);
        }),
    };
  };
  const NOBODY = 'The draft of NVP is at version 1, and nobody has signed it off.';

  it('covers what systems alone have written, until its last instant and not at it', async () => {
    const { writes, gives, stands } = begin();
    await writes(system);
    await gives('2026-03-01T00:00:00.000Z');
    clock = new Date('2026-02-28T23:59:59.999Z');
    expect(await stands()).toMatchObject({
      person: 'a-signatory',
      role: 'Head',
      publication: 1,
      standingUntil: '2026-03-01T00:00:00.000Z',
    });
    clock = new Date('2026-03-01T00:00:00.000Z');
    await expect(stands()).rejects.toThrow(NOBODY);
  });

  it('does not cover what a person wrote, even among what systems wrote', async () => {
    const { writes, gives, stands } = begin();
    await gives('2026-03-01T00:00:00.000Z');
    await writes(system);
    await stands();
    await writes(author);
    await writes(system);
    await expect(stands()).rejects.toThrow('The draft of NVP is at version 3, and nobody has signed it off.');
  });

  it('ends at once, and only once', async () => {
    const { writes, gives, ends, stands } = begin();
    await writes(system);
    await gives('2026-03-01T00:00:00.000Z');
    expect(await ends()).toBe(true);
    await expect(stands()).rejects.toThrow(NOBODY);
    await expect(ends()).rejects.toThrow('No standing sign-off stands for NVP.');
  });

  it('takes the place of the one before, a shorter one too', async () => {
    const { writes, gives, stands } = begin();
    await writes(system);
    await gives('2026-06-01T00:00:00.000Z');
    await gives('2026-02-01T00:00:00.000Z');
    expect(await stands()).toMatchObject({ standingUntil: '2026-02-01T00:00:00.000Z' });
    clock = new Date('2026-02-02T00:00:00.000Z');
    await expect(stands()).rejects.toThrow(NOBODY);
  });

  it.each(['2026-01-05T10:00:00.000Z', '2025-12-31T00:00:00.000Z', '2026-07-08T10:00:00.001Z'])(
    'is given for half a year at most, and not until %s',
    async (until) => {
      await expect(begin().gives(until)).rejects.toThrow(`"${until}" is not a time within the next 184 days.`);
    },
  );
});
