import { hash } from 'node:crypto';
import { isUuid } from '../identifiers/uuid.ts';
import type { AccessLog } from './access-log.ts';
import type { AccessRow, Decision, Topic } from './access-row.ts';
import { type Asker, nobody } from './asker.ts';

/** What was read for an answer. */
export type Reading = {
  readonly review: string | null;
  readonly revisions?: readonly string[];
  readonly listed?: readonly string[];
  readonly notAvailable?: number;
  readonly topic?: Topic;
  readonly searched?: readonly string[];
};

export type Ending = {
  readonly decision: Decision;
  readonly codes: readonly string[];
  readonly coverage?: readonly unknown[];
};

/** What one operation leaves in the log. */
export type Trail = {
  readonly requestId: string;
  /** Says who asks. */
  readonly by: (asker: Asker) => void;
  readonly isOfSomebody: () => boolean;
  /** Says what is asked: the document, of which the log keeps name and hash. */
  readonly asks: (document: string, name: string | null) => void;
  /** Says for which organisation it is done, once that has been found right. */
  readonly actsFor: (organisation: string) => void;
  /** Says which review it is about, for the case that nothing of it is read. */
  readonly about: (review: string | null) => void;
  /** Says what was read, as soon as that is known: the row is written while the answer is made. */
  readonly read: (reading: Reading) => void;
  /** Says how it ended. A further row is written only for what the rows of the readings do not say. */
  readonly end: (ending: Ending) => void;
  /** Says that it leaves nothing in the log. */
  readonly leavesNothing: () => void;
  readonly hasEnded: () => boolean;
  /** Resolves when everything said is on disk. Throws ACCESS_LOG_UNAVAILABLE. */
  readonly onDisk: () => Promise<void>;
};

/**
 * Begins the trail of an operation that nobody has been named for yet. `isGone`: nobody waits for the answer any more.
 * `haveCome`: told when its rows have come, where others wait for them.
 */
export function newTrail(
  log: Pick<AccessLog, 'write'>,
  requestId: string,
  isGone: () => boolean,
  haveCome: () => void = () => undefined,
): Trail {
  let asker: Asker = nobody;
  let operation: Pick<AccessRow, 'operation' | 'operationHash'> = { operation: null, operationHash: null };
  let reviewAsked: string | null = null;
  let organisationActedFor: string | null = null;
  let hasEnded = false;
  const written: Promise<void>[] = [];
  const write = ({ decision, codes, coverage }: Ending, reading: Reading) => {
    const { review, revisions = [], listed = [], notAvailable = 0, topic, searched = [] } = reading;
    const { person, organisation, purpose, rolesIn, actsForIn } = asker;
    const actsFor = review === null ? [] : actsForIn(review);
    const row: AccessRow = {
      requestId,
      person,
      actingFor: organisationActedFor ?? (actsFor.join(' ') || null),
      organisation,
      roles: review === null ? [] : rolesIn(review),
      purpose,
      review,
      operation: operation.operation,
      operationHash: operation.operationHash,
      decision,
      codes,
      topics: topic === undefined ? [] : [topic],
      revisions,
      listed,
      notAvailable,
      searched,
      coverage: coverage ?? null,
    };
    haveCome();
    const writing = log.write([row]);
    writing.catch(() => undefined); // `onDisk` tells.
    written.push(writing);
  };
  return {
    requestId,
    by: (who) => {
      asker = who;
    },
    isOfSomebody: () => asker.person !== null,
    asks: (document, name) => {
      operation = { operation: name ?? nameIn(document), operationHash: sha256(document) };
    },
    actsFor: (organisation) => {
      organisationActedFor = organisation;
    },
    about: (review) => {
      reviewAsked = review !== null && isUuid(review) ? review : null;
    },
    read: (reading) => write({ decision: isGone() ? 'CUT_OFF' : decisionOn(reading), codes: [] }, reading),
    end: (ended) => {
      hasEnded = true;
      const ending: Ending = isGone() ? { ...ended, decision: 'CUT_OFF' } : ended;
      if (written.length === 0 || ending.decision !== 'ALLOWED' || ending.codes.length > 0) {
        write(ending, { review: reviewAsked });
      }
      haveCome();
    },
    leavesNothing: haveCome,
    hasEnded: () => hasEnded,
    onDisk: async () => void (await Promise.all(written)),
  };
}

/** Who asked only for what is not there for them was refused, though the answer must not say so. */
const decisionOn = ({ revisions = [], listed = [], notAvailable = 0 }: Reading): Decision =>
  notAvailable > 0 && revisions.length + listed.length === 0 ? 'REFUSED' : 'ALLOWED';

const nameIn = (document: string) => /^\s*(?:query|mutation)\s+([_A-Za-z]\w{0,99})/.exec(document)?.[1] ?? null;

const sha256 = (text: string) => hash('sha256', text);
