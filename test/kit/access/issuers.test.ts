import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Issuer, issuerOf, personOf, readIssuers } from '../../../subgraphs/kit/access/issuers.ts';

const good = {
  issuer: 'https://sign-in.council.example/realms/hub',
  audience: 'hub',
  algorithms: ['RS256'],
  people: 'council',
  organisations: { E09: '00000000-0000-4000-8000-000000000001' },
};
const read = (...issuers: readonly object[]) => readIssuers(JSON.stringify(issuers), { embedded: false });

describe('the file of issuers', () => {
  it('takes one, with RFC 9068 and the claim "organisation" unless it says otherwise', () => {
    expect(read(good)).toEqual([{ ...good, organisationClaim: 'organisation', accessTokens: 'at+jwt' }]);
  });

  const wrong: readonly (readonly [string, readonly object[], string | RegExp])[] = [
    ['nobody', [], 'At "" it is wrong'],
    ['no audience', [{ ...good, audience: '' }], 'At "0.audience" it is wrong'],
    ['a shared secret', [{ ...good, algorithms: ['RS256', 'HS256'] }], 'At "0.algorithms.1" it is wrong'],
    ['no signature', [{ ...good, algorithms: ['none'] }], 'At "0.algorithms.0" it is wrong'],
    ['a word that means nothing', [{ ...good, audiences: 'hub' }], /At "0" it is wrong: .*"audiences"/],
    ['an organisation that is no id', [{ ...good, organisations: { E09: 'council' } }], 'At "0.organisations.E09"'],
    ['a colon in a name', [{ ...good, people: 'a:b' }], 'It takes lower-case letters, digits and hyphens, at most 31.'],
    [
      'a private key',
      [{ ...good, keys: [{ kty: 'EC', kid: '1', d: 'secret' }] }],
      'At "0.keys.0" it is wrong: This is a private key; only public ones belong here.',
    ],
    [
      'keys in two places',
      [{ ...good, jwksUri: 'https://a.example/keys', keys: [{ kty: 'EC', kid: '1' }] }],
      'has "keys" and a "jwksUri"; it takes one of them, or neither.',
    ],
    ['one twice', [good, { ...good, people: 'other' }], `The issuer "${good.issuer}" is there twice.`],
    [
      'one name for the people of two',
      [good, { ...good, issuer: 'https://b.example' }],
      'Two issuers name their people "council", and could speak for each other\'s.',
    ],
    [
      'two without a name for their people',
      [
        { ...good, people: undefined },
        { ...good, people: undefined, issuer: 'https://b.example' },
      ],
      'Only one issuer may leave out "people", or two could speak for the same person.',
    ],
  ];

  it.each(wrong)('refuses %s', (_what, issuers, sentence) => {
    expect(() => read(...issuers)).toThrow(sentence);
  });

  it.each([
    'http://sign-in.council.example',
    'https://localhost:8443/realms/hub',
    'https://127.0.0.1',
    'https://127.9.9.9',
    'https://[::1]',
    'https://[::ffff:127.0.0.1]',
    'https://hub.localhost',
    'https://0.0.0.0',
    'ftp://sign-in.council.example',
  ])('refuses %s unless the hub is an embedded one', (issuer) => {
    const json = JSON.stringify([{ ...good, issuer }]);
    expect(() => readIssuers(json, { embedded: false })).toThrow(
      `"${issuer}" is on plain HTTP or on this machine. Only the embedded sign-in service may be, where HUB_EMBEDDED is "1".`,
    );
    expect(readIssuers(json, { embedded: true })).toHaveLength(1);
  });

  it('refuses keys on plain HTTP of an issuer that is not', () => {
    expect(() => read({ ...good, jwksUri: 'http://keycloak:8080/keys' })).toThrow(
      '"http://keycloak:8080/keys" is on plain HTTP',
    );
  });
});

describe('the id of a person', () => {
  it('is never the same for two subjects, or for two issuers', () => {
    const issuers = [undefined, 'a', 'b', 'a-b'].map((people) => (people === undefined ? {} : { people }));
    const somebody = fc.record({
      issuer: fc.constantFrom(...issuers),
      subject: fc.string({ unit: fc.constantFrom('a', 'b', ':', '-'), maxLength: 6 }),
    });
    fc.assert(
      fc.property(somebody, somebody, (one, other) => {
        const [id, otherId] = [one, other].map(({ issuer, subject }) => personOf(issuer, subject));
        const same = one.issuer === other.issuer && one.subject === other.subject;
        expect(id !== null && id === otherId).toBe(same && id !== null);
        if (id !== null) {
          expect(issuerOf(issuers as unknown as readonly Issuer[], id as string)).toBe(one.issuer);
        }
      }),
      { seed: 17, numRuns: 2_000 },
    );
  });
});
