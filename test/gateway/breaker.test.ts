import { beforeEach, describe, expect, it } from 'vitest';
import { type Clock, guarded } from '../../gateway/federation/breaker.ts';
import type { Errand, SubgraphClient, SubgraphReply } from '../../gateway/federation/subgraph-client.ts';

const answered: SubgraphReply = { status: 'answered', data: {}, errors: [], isChecked: false };
const failure = (kind: 'TIMEOUT' | 'REFUSED' | 'INVALID'): SubgraphReply => ({
  status: 'failed',
  failure: kind,
  neverSent: false,
});

describe('a service behind a breaker', () => {
  let time: number;
  let due: { readonly at: number; readonly action: () => void }[];
  let reply: SubgraphReply;
  let health: number;
  let asked: number;
  let probes: number;
  let service: SubgraphClient;
  let changes: boolean[];

  const clock: Clock = {
    now: () => time,
    after: (delayMs, action) => {
      const entry = { at: time + delayMs, action };
      due.push(entry);
      return () => {
        due = due.filter((each) => each !== entry);
      };
    },
  };
  const pass = async (ms: number) => {
    time += ms;
    const ready = due.filter(({ at }) => at <= time);
    due = due.filter(({ at }) => at > time);
    await Promise.all(ready.map(({ action }) => action()));
  };
  const ask = (person: string, errand: Partial<Errand> = {}) =>
    service.ask('', {}, 2_000, { kind: 'entities', person, presence: null, read: () => null, ...errand });
  const failTimes = async (times: number, persons: readonly string[], errand: Partial<Errand> = {}) => {
    for (let each = 0; each < times; each++) {
      await ask(persons[each % persons.length]!, errand);
    }
  };

  beforeEach(() => {
    [time, due, reply, health, asked, probes, changes] = [0, [], failure('TIMEOUT'), 503, 0, 0, []];
    service = guarded(
      {
        ask: async () => {
          asked += 1;
          return reply;
        },
        post: async () => ({ httpStatus: 200, body: '{}' }),
        get: async () => {
          probes += 1;
          return { httpStatus: health, body: '' };
        },
        close: async () => {},
      },
      clock,
      (isOpen) => changes.push(isOpen),
    );
  });

  it('is asked no more after five failures from two callers, and fails as it did last', async () => {
    await failTimes(4, ['ada', 'ben']);
    reply = failure('REFUSED');
    await failTimes(1, ['ada']);
    asked = 0;

    expect(await ask('eve')).toEqual({ status: 'failed', failure: 'REFUSED', neverSent: true });
    expect(asked).toBe(0);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['four failures', () => failTimes(4, ['ada', 'ben'])],
    ['failures of one caller alone', () => failTimes(50, ['ada'])],
    ['changes that failed', () => failTimes(50, ['ada', 'ben'], { kind: 'mutation' })],
    ['queries of a caller at the root', () => failTimes(50, ['ada', 'ben'], { kind: 'query' })],
    [
      'callers that left',
      () => failTimes(50, ['ada', 'ben'], { presence: { hasLeft: () => true, onLeaving: () => () => {} } }),
    ],
    [
      'answers that cannot be used',
      () => {
        reply = failure('INVALID');
        return failTimes(50, ['ada', 'ben']);
      },
    ],
    [
      'five failures in more than ten seconds',
      async () => {
        await failTimes(4, ['ada', 'ben']);
        await pass(10_000);
        await failTimes(1, ['ada']);
      },
    ],
  ])('is still asked after %s', async (_, happens) => {
    await happens();
    asked = 0;

    await ask('eve');

    expect(asked).toBe(1);
  });

  it('is looked after every two seconds, and asked again once it is well', async () => {
    await failTimes(5, ['ada', 'ben']);
    await pass(1_999);
    expect(probes).toBe(0);
    await pass(1);
    await pass(2_000);
    expect(probes).toBe(2);
    expect((await ask('eve')).status).toBe('failed');

    health = 200;
    reply = answered;
    await pass(2_000);

    expect(await ask('eve')).toEqual(answered);
    expect(due).toHaveLength(0);
    expect(changes).toEqual([true, false]);
  });

  it('has to fail five times anew after it was well', async () => {
    await failTimes(5, ['ada', 'ben']);
    health = 200;
    await pass(2_000);
    asked = 0;

    await failTimes(6, ['ada', 'ben']);

    expect(asked).toBe(5);
  });

  it('is sent changes all the while', async () => {
    await failTimes(5, ['ada', 'ben']);
    asked = 0;

    await ask('ada', { kind: 'mutation' });

    expect(asked).toBe(1);
  });

  it('is not looked after any more once the gateway ends', async () => {
    await failTimes(5, ['ada', 'ben']);

    await service.close();
    await pass(10_000);

    expect(probes).toBe(0);
  });

  it('is not looked after any more when the gateway ends during a look', async () => {
    await failTimes(5, ['ada', 'ben']);
    const look = pass(2_000);

    await service.close();
    await look;

    expect([probes, due]).toEqual([1, []]);
  });

  it('is not looked after because of requests that the end of the gateway broke off', async () => {
    await failTimes(4, ['ada', 'ben']);

    await service.close();
    await failTimes(1, ['ada']);

    expect(due).toEqual([]);
  });
});
