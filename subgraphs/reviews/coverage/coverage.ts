import type { DataSource } from 'typeorm';
import { actsFor, hasAny, panelRoles, type ReviewRole, rolesIn, type Viewer } from '../../kit/access/viewer.ts';
import type { Answer, Author, NoContact, Pointer, SignOff } from '../../kit/publishing/manifest.ts';
import type { Declaration, FormOfAnswer } from '../../kit/vocabulary.ts';
import type { RequestChange, RequestWithdrawn } from '../administration/change-request.ts';
import type { RecordsSecured } from '../administration/records-secured.ts';
import { Parameters, sightSql } from '../chronology/visible-sql.ts';
import type { ReviewRow } from '../tables.ts';

/** An organisation's answer that did not come through the hub, as the business manager recorded it. */
export type Reply = {
  readonly kind: 'OUTSIDE_HUB' | Declaration;
  readonly on: string;
  readonly by: string;
  readonly words: string | null;
  readonly whereHeld: string | null;
};

/** That an organisation which has sent nothing has a draft, in days: since when, and when it was signed off as it is. */
export type DraftOf = { readonly since: string; readonly signedOn: string | null };

/** Those who may know of a draft that there is one, beside the organisation itself: nobody but its owner knows what is in it. */
const chasers: readonly ReviewRole[] = ['CHAIR', 'BUSINESS_MANAGER'];

/** What is there of one organisation that was asked. It is never silent: each of these says something. */
export const coverageStates = {
  REQUEST_WITHDRAWN: 'It is no longer asked.',
  AWAITED: 'Nothing has come yet.',
  IN_DRAFT: 'Nothing has come yet; it has a draft. Shown to those who chase: chair and business manager.',
  SIGNED: 'Nothing has come yet; its draft is signed off. Shown to those who chase: chair and business manager.',
  PUBLISHED: 'Its entries are in this chronology.',
  NOT_ARRIVED: 'It has published, and the publication has not arrived here.',
  RESTORED_OLDER:
    'Its service was restored from a backup and states an older publication than the one here: words of later entries may be missing.',
  REFUSED: 'It has published, and the hub could not take the publication.',
  WITHDRAWN: 'It has taken its whole contribution back.',
  NO_RECORD_FOUND: 'It searched and found no record.',
  NO_RELEVANT_RECORD: 'It holds records, and none bears on the review.',
  DECLINED: 'It will not contribute.',
  OUTSIDE_HUB: 'It answered outside the hub.',
} as const;
export type CoverageState = keyof typeof coverageStates;

export type Coverage = {
  readonly review: string;
  readonly organisation: string;
  readonly code: string;
  readonly state: CoverageState;
  readonly askedOn: string;
  readonly dueOn: string;
  readonly periodFrom: string | null;
  readonly periodTo: string | null;
  readonly formOfAnswer: string;
  readonly questions: readonly string[];
  readonly legalPower: string | null;
  /** The due date has passed, and nothing has come. */
  readonly late: boolean;
  readonly requestWithdrawn: RequestWithdrawn | null;
  /** What was changed of the request since it was made, the newest last. */
  readonly requestChanges: readonly RequestChange[];
  /** Null once anything has come, and for those who do not chase. */
  readonly draft: DraftOf | null;
  readonly recordsSecured: (RecordsSecured & { readonly answeredAt: string; readonly onBehalf: boolean }) | null;
  /** Latest publication that is in the chronology. */
  readonly number: number | null;
  readonly publishedAt: Date | null;
  /** Its entries that this viewer may know of. */
  readonly entries: number | null;
  /** The latest publication its service states, where it is not here. */
  readonly notArrived: number | null;
  /** Entries that stand here and whose words its service lost when it was restored from a backup. */
  readonly wordsLost: number;
  readonly refusal: string | null;
  readonly withdrawnReason: string | null;
  readonly nilReturn: Answer | null;
  readonly reply: Reply | null;
  readonly noContact: readonly NoContact[];
  /** The form in which it answered, null where it has not said. */
  readonly form: FormOfAnswer | null;
  /** It answered in another form than it was asked for. */
  readonly inAnotherForm: boolean;
  readonly author: Author | null;
  /** Bodies whose signatories sign for it today. */
  readonly overseers: readonly string[];
  readonly signedOff: SignOff | null;
  /** Where its own words are, for those who may know of them. */
  readonly words: Pointer | null;
  /** When the organisation's service last stated what it has published. */
  readonly lastConfirmedAt: Date | null;
};

type Row = Omit<Coverage, 'state' | 'notArrived' | 'late' | 'inAnotherForm'> & {
  /** Its own people see the numbers it gave; to others those count only what is not hidden. */
  readonly isOwn: boolean;
  readonly lastNumber: number | null;
  readonly stated: number | null;
  /** Its service states an older publication than the one that is here. */
  readonly isOlder: boolean | null;
  /** The publication that is here under the stated number is another one than the service states. */
  readonly differs: boolean | null;
};

/** Of every organisation that was asked, what is there and what is not, as of a day in London. Those who act for one organisation see its own line. */
export async function coverageOf(
  database: DataSource,
  { id, partnershipId }: ReviewRow,
  viewer: Viewer,
  today: string,
): Promise<readonly Coverage[]> {
  const parameters = new Parameters();
  const review = parameters.add(id);
  const { visible } = sightSql(viewer, id, parameters);
  const own = parameters.add(actsFor(viewer, id));
  const isOwn = `r.organisation_id = ANY(${own}::uuid[])`;
  const mine = !hasAny(rolesIn(viewer, id), panelRoles) && actsFor(viewer, id).length > 0 ? `AND ${isOwn}` : '';
  const chases = parameters.add(hasAny(rolesIn(viewer, id), chasers));
  const partnership = parameters.add(partnershipId);
  const rows = (await database.query(
    `SELECT r.review_id AS review, r.organisation_id AS organisation, r.code, r.asked_on::text AS "askedOn", r.due_on::text AS "dueOn",
            r.period_from::text AS "periodFrom", r.period_to::text AS "periodTo", r.reply,
            r.form_of_answer AS "formOfAnswer", r.questions, r.legal_power AS "legalPower",
            '{"onBehalf": false}'::jsonb || r.records_secured AS "recordsSecured", r.withdrawn AS "requestWithdrawn",
            (SELECT coalesce(jsonb_agg(jsonb_build_object('at', to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                'by', c.by, 'reason', c.reason, 'parts', c.parts) ORDER BY c.number), '[]')
             FROM request_change c WHERE c.review_id = r.review_id AND c.organisation_id = r.organisation_id) AS "requestChanges",
            ARRAY(SELECT o.overseer_id::text FROM oversight_today o WHERE o.organisation_id = r.organisation_id
                  AND o.partnership_id = ${partnership}) AS overseers,
            CASE WHEN (${chases}::boolean OR ${isOwn}) AND latest.number IS NULL AND d.since IS NOT NULL
              THEN jsonb_build_object('since', d.since, 'signedOn', d.signed_on) END AS draft,
            CASE WHEN ${isOwn} THEN accepted.number ELSE accepted.shown_number END AS number, ${isOwn} AS "isOwn",
            accepted.published_at AS "publishedAt", accepted.answer AS "nilReturn",
            accepted.withdrawn AS "withdrawnReason", accepted.form, accepted.author,
            accepted.signed_off AS "signedOff", accepted.words, coalesce(accepted.no_contact, '[]') AS "noContact",
            latest.number AS "lastNumber", latest.refusal, h.number AS stated,
            h.number = latest.number AND h.hash <> latest.hash AS differs, h.confirmed_at AS "lastConfirmedAt",
            coalesce(h.lost, 0) AS "wordsLost", h.number < accepted.number AS "isOlder",
            (SELECT count(*)::int FROM pointer p WHERE p.review_id = r.review_id AND p.organisation_id = r.organisation_id
             AND p.to_version IS NULL AND p.withdrawn_at IS NULL AND ${visible}) AS entries
     FROM contribution_request r
     LEFT JOIN LATERAL (SELECT * FROM publication p WHERE p.review_id = r.review_id AND p.organisation_id = r.organisation_id
                        AND p.outcome = 'ACCEPTED'
                        ORDER BY CASE WHEN ${isOwn} THEN p.number END DESC, p.shown_number DESC, p.number LIMIT 1) accepted ON true
     LEFT JOIN LATERAL (SELECT number, hash, refusal FROM publication p WHERE p.review_id = r.review_id
                        AND p.organisation_id = r.organisation_id ORDER BY number DESC, outcome LIMIT 1) latest ON true
     LEFT JOIN head h ON h.review_id = r.review_id AND h.organisation_id = r.organisation_id
     LEFT JOIN stated_draft d ON d.review_id = r.review_id AND d.organisation_id = r.organisation_id
     WHERE r.review_id = ${review} ${mine} ORDER BY r.code`,
    parameters.values,
  )) as Row[];
  return rows.map((row) => coverage(row, today));
}

function coverage({ lastNumber, stated, differs, isOwn, isOlder, ...row }: Row, today: string): Coverage {
  const isMissing = stated !== null && (stated > (lastNumber ?? 0) || differs === true);
  const shown = isOwn ? stated : (row.number ?? 0) + ((stated ?? 0) - (lastNumber ?? 0));
  const notArrived = isMissing ? shown : null;
  const entries = row.number === null ? null : row.entries;
  const state = isOlder === true ? 'RESTORED_OLDER' : stateOf(row, notArrived);
  // Entries alone are a chronology. Those that this viewer may know of count: another form must not tell of hidden ones.
  const form = row.form ?? ((entries ?? 0) > 0 ? 'CHRONOLOGY' : null);
  const inAnotherForm = state === 'PUBLISHED' && form !== null && form !== row.formOfAnswer && form !== 'ADDENDUM';
  return { ...row, inAnotherForm, entries, notArrived, state, late: nothingCame.includes(state) && row.dueOn < today };
}

const nothingCame: readonly CoverageState[] = ['AWAITED', 'IN_DRAFT', 'SIGNED'];

/** An organisation that has answered is always shown as having answered; the newest thing it said comes first. */
function stateOf(
  {
    number,
    refusal,
    withdrawnReason,
    nilReturn,
    reply,
    draft,
    requestWithdrawn,
  }: Pick<Row, 'number' | 'refusal' | 'withdrawnReason' | 'nilReturn' | 'reply' | 'draft' | 'requestWithdrawn'>,
  notArrived: number | null,
): CoverageState {
  if (requestWithdrawn !== null) {
    return 'REQUEST_WITHDRAWN';
  }
  if (notArrived !== null) {
    return 'NOT_ARRIVED';
  }
  if (refusal !== null) {
    return 'REFUSED';
  }
  if (number !== null) {
    return withdrawnReason !== null ? 'WITHDRAWN' : (nilReturn?.declaration ?? 'PUBLISHED');
  }
  if (reply !== null || draft === null) {
    return reply?.kind ?? 'AWAITED';
  }
  return draft.signedOn === null ? 'IN_DRAFT' : 'SIGNED';
}
