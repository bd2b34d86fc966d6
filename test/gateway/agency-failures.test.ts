import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';
import { canary, type Fault, type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { type Answer, type FederatedHouse, postTo, startFederatedHouse } from '../support/federated-house.ts';

const chronology = `{
  review(id: "r1") { chronology(first: 4) { __typename reference record { __typename reference } } }
}`;

const withoutPolice = {
  review: {
    chronology: [
      {
        __typename: 'HealthEntry',
        reference: 'HEA-1',
        record: { __typename: 'EmergencyAttendance', reference: 'HEA-1' },
      },
      { __typename: 'PoliceEntry', reference: 'POL-2', record: null },
      {
        __typename: 'HealthEntry',
        reference: 'HEA-3',
        record: { __typename: 'EmergencyAttendance', reference: 'HEA-3' },
      },
      { __typename: 'PoliceEntry', reference: 'POL-4', record: null },
    ],
  },
};

const policeError = (failure: string, message: string) => ({
  message,
  path: ['review', 'chronology', 1],
  extensions: {
    code: 'AGENCY_UNAVAILABLE',
    agency: 'police',
    failure,
    affected: [
      ['review', 'chronology', 1],
      ['review', 'chronology', 3],
    ],
    affectedCount: 2,
  },
});

const unreachable = 'police could not be reached, or broke off its answer.';
const late = 'police did not answer in time.';
const unusable = 'police gave an answer that cannot be used.';
const partial = 'police left out part of what it was asked for.';

const LONGEST_MS = 2_500;
/** Far less than anybody waits for an answer that does not come. */
const AT_ONCE_MS = 500;

describe('when the police do not give a usable answer', () => {
  let house: FederatedHouse;
  let proxy: FaultProxy;

  beforeAll(async () => {
    const between = {
      police: async (url: string) => {
        proxy = await startFaultProxy(url);
        return proxy.url;
      },
    };
    house = await startFederatedHouse([reviews, health, police], { between });
  });
  afterAll(async () => {
    await house.close();
    await proxy.close();
  });
  afterEach(() => proxy.fail('none'));

  const failures: readonly (readonly [Fault, string, string])[] = [
    ['refuse', 'REFUSED', unreachable],
    ['reset', 'REFUSED', unreachable],
    ['hang', 'TIMEOUT', late],
    ['drip', 'TIMEOUT', late],
    ['html', 'INVALID', unusable],
    ['serverError', 'INVALID', unusable],
    ['redirect', 'INVALID', unusable],
    ['truncated', 'INVALID', unusable],
    ['oversize', 'INVALID', unusable],
    ['wrongType', 'INVALID', unusable],
    ['anotherType', 'INVALID', unusable],
    ['ownError', 'INVALID', unusable],
    ['emptyData', 'INCOMPLETE', partial],
    ['missingField', 'INCOMPLETE', partial],
    ['tooFew', 'INCOMPLETE', partial],
    ['nullData', 'INVALID', unusable],
  ];

  it.each(failures)('names them once and keeps what others recorded: %s', async (fault, failure, message) => {
    await proxy.fail(fault);

    const started = performance.now();
    const answer = await house.ask(chronology);

    expect(performance.now() - started).toBeLessThan(LONGEST_MS);
    expect(answer.httpStatus).toBe(200);
    expect(answer.data).toEqual(withoutPolice);
    expect(answer.errors).toEqual([policeError(failure, message)]);
    expect(answer.extensions?.['coverage']).toContainEqual({ agency: 'police', answered: false, failure });
    expect(answer.text).not.toMatch(/canary|SELECT|127\.0\.0\.1|stack/);
  });

  it('names entries that came back as null, and keeps the others', async () => {
    proxy.say(
      JSON.stringify({ data: { _entities: [{ record: { __typename: 'CallOut', reference: 'POL-2' } }, null] } }),
    );

    const answer = await house.ask(chronology);

    expect(records(answer)).toEqual(['HEA-1', 'POL-2', 'HEA-3', null]);
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions['failure']])).toEqual([
      [['review', 'chronology', 3], 'INCOMPLETE'],
    ]);
  });

  it('does not let them write over what is not theirs', async () => {
    const entity = (reference: string) => ({ reference: 'FAKE', record: { __typename: 'CallOut', reference } });
    proxy.say(JSON.stringify({ data: { _entities: [entity('POL-2'), entity('POL-4')] } }));

    const answer = await house.ask(chronology);

    expect(answer.data).toEqual(withoutPolice);
    expect(answer.errors).toEqual([policeError('INVALID', unusable)]);
  });

  it('passes on a sentence that is meant for the caller, at the place it is about', async () => {
    const extensions = { code: 'NOT_ALLOWED', stacktrace: [canary], secret: canary };
    const error = { message: 'You may not read "POL-4".', path: ['_entities', 1, 'record'], extensions };
    const first = { record: { __typename: 'CallOut', reference: 'POL-2' } };
    proxy.say(JSON.stringify({ data: { _entities: [first, { record: null }] }, errors: [error] }));

    const answer = await house.ask(chronology);

    expect(records(answer)).toEqual(['HEA-1', 'POL-2', 'HEA-3', null]);
    expect(answer.errors).toEqual([
      {
        message: 'You may not read "POL-4".',
        path: ['review', 'chronology', 3, 'record'],
        extensions: { code: 'NOT_ALLOWED', agency: 'police' },
      },
    ]);
  });

  it('makes one error of many faults inside one answer', async () => {
    const fault = (index: number) => ({ message: canary, path: ['_entities', index, 'record'] });
    const entities = [{ record: null }, { record: null }];
    proxy.say(JSON.stringify({ data: { _entities: entities }, errors: [fault(0), fault(1)] }));

    const answer = await house.ask(chronology);

    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]?.extensions['affected']).toEqual([
      ['review', 'chronology', 1, 'record'],
      ['review', 'chronology', 3, 'record'],
    ]);
    expect(answer.text).not.toContain('canary');
  });

  it('says that its schema is another than the published one', async () => {
    const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' };
    proxy.say(JSON.stringify({ errors: [{ message: `Cannot query field "${canary}".`, extensions }] }));

    const { errors } = await house.ask(chronology);

    expect(errors?.map(({ extensions: { failure } }) => failure)).toEqual(['SCHEMA']);
  });

  it('does not wait a second time, within one request, for an agency that hangs', async () => {
    await proxy.fail('hang');

    const started = performance.now();
    const answer = await house.ask(`{ policeForces ${chronology.slice(1)}`);

    expect(performance.now() - started).toBeLessThan(LONGEST_MS);
    expect(answer.errors).toHaveLength(2);
  });

  it('answers whole again as soon as they do', async () => {
    await proxy.fail('refuse');
    await house.ask(chronology);
    await proxy.fail('none');

    const answer = await house.ask(chronology);

    expect(answer.errors).toBeUndefined();
    expect(records(answer)).toEqual(['HEA-1', 'POL-2', 'HEA-3', 'POL-4']);
  });

  it('is not ready, and says who is down', async () => {
    await proxy.fail('refuse');

    const response = await fetch(`${house.gateway.url}/health/ready`);

    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      status: 'not ready',
      services: { health: 'up', police: 'down: refused', reviews: 'up' },
    });
  });

  it('does not know the outcome of a change that was cut off', async () => {
    await proxy.fail('reset');

    const { data, errors } = await house.ask('mutation { addPoliceEntry(text: "x") }');

    expect(data).toEqual({ addPoliceEntry: null });
    expect(errors).toEqual([
      {
        message: 'police did not confirm the change. Ask for the receipt with the same idempotency key.',
        path: ['addPoliceEntry'],
        extensions: {
          code: 'OUTCOME_UNKNOWN',
          agency: 'police',
          failure: 'REFUSED',
          affected: [['addPoliceEntry']],
          affectedCount: 1,
        },
      },
    ]);
  });

  it('knows that a change was not made when it could not be sent', async () => {
    await proxy.fail('refuse');

    const { errors } = await house.ask('mutation { addPoliceEntry(text: "x") }');

    expect(errors?.map(({ extensions: { code } }) => code)).toEqual(['AGENCY_UNAVAILABLE']);
  });

  it('never sends a change twice', async () => {
    const calls = house.subgraphs['police']!.calls;
    calls.length = 0;
    await proxy.fail('reset');

    await house.ask('mutation { addPoliceEntry(text: "x") }');

    expect(calls).toHaveLength(1);
  });
});

describe('when the police fail for everybody', () => {
  it('waits for them no more, says so at once, and asks them again when they are well', async () => {
    let proxy: FaultProxy | undefined;
    const between = {
      police: async (url: string) => {
        proxy = await startFaultProxy(url);
        return proxy.url;
      },
    };
    const house = await startFederatedHouse([reviews, health, police], { between });
    const askAs = async (person: string) =>
      postTo(
        house.gateway.url,
        { query: chronology },
        { authorization: `Bearer ${await house.token({ sub: person })}` },
      );
    await askAs('ada');
    await proxy!.fail('refuse');
    for (const person of ['ada', 'ben', 'ada', 'ben', 'ada']) {
      await askAs(person);
    }
    await proxy!.fail('hang');

    const started = performance.now();
    const open = await askAs('ada');
    const tookMs = performance.now() - started;
    await proxy!.fail('none');
    const back = await vi.waitUntil(
      async () => {
        const answer = await askAs('ada');
        return answer.errors === undefined ? answer : null;
      },
      { timeout: 5_000, interval: 100 },
    );

    expect(tookMs).toBeLessThan(AT_ONCE_MS);
    expect(open.errors).toEqual([policeError('REFUSED', unreachable)]);
    expect(open.extensions?.['coverage']).toContainEqual({ agency: 'police', answered: false, failure: 'REFUSED' });
    expect(records(back)).toEqual(['HEA-1', 'POL-2', 'HEA-3', 'POL-4']);
    await house.close();
    await proxy!.close();
  });
});

function records(answer: Answer): readonly unknown[] {
  const { review } = answer.data as { review: { chronology: { record: { reference: string } | null }[] } };
  return review.chronology.map(({ record }) => record?.reference ?? null);
}
