import { afterAll, beforeAll, describe } from 'vitest';
import type { Agency } from '../../subgraphs/kit/agency/define-agency.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { promising } from './agencies.ts';
import { refusesBadInput } from './bad-input.ts';
import { takesWholeBatches } from './batches.ts';
import { keepsItsDoorClosed } from './closed-door.ts';
import type { Promises } from './contract.ts';
import { corrects } from './corrections.ts';
import { declares } from './declarations.ts';
import { discards } from './discarding.ts';
import { erases } from './erasing.ts';
import { handles } from './handling.ts';
import { matchesIdentifiers } from './identifiers.ts';
import { imports } from './imports.ts';
import { keeps } from './keeping.ts';
import { signsManifests } from './manifests.ts';
import { readsItsOwn } from './own-reading.ts';
import { asksWhoPeopleAre } from './people-of-files.ts';
import { publishes } from './publishing.ts';
import { keepsReceipts } from './receipts.ts';
import { signsOff } from './sign-off.ts';
import { takesBack } from './taking-back.ts';
import { knowsVersions } from './versions.ts';
import { keepsWords } from './words.ts';

/** What every agency promises, whoever it is. A fifth one keeps all of it without a line of its own. */
const promises: readonly Promises[] = [
  publishes,
  signsOff,
  takesWholeBatches,
  keepsReceipts,
  knowsVersions,
  corrects,
  signsManifests,
  takesBack,
  erases,
  keeps,
  discards,
  declares,
  handles,
  keepsItsDoorClosed,
  refusesBadInput,
  matchesIdentifiers,
  keepsWords,
  readsItsOwn,
  imports,
  asksWhoPeopleAre,
];

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub({ agencies: promising, organisationsEach: 5 });
});
afterAll(() => hub.close());

describe.each(promising)('$name', ({ load }) => {
  let agency: Agency;

  beforeAll(async () => {
    agency = (await load()).agency;
  });
  for (const keeps of promises) {
    keeps(() => ({ hub, agency }));
  }
});
