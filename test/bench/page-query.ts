/** What the panel's page asks: every field it shows of an entry, whoever owns it. */
export const PAGE_QUERY = `query JointChronology($review: ID!, $first: Int!, $after: String, $filter: ChronologyFilterInput) {
  review(id: $review) {
    id reference title
    chronology(first: $first, after: $after, filter: $filter) {
      version newerAvailable notice
      pageInfo { hasNextPage endCursor }
      edges { cursor node {
        __typename id reference kind kindLabel significance handling
        occurred { text earliest latest time precision approximate }
        organisation { id name }
        record {
          __typename reference
          ... on EntryRecord {
            dateAsRecorded sourceOfInformation people whatHappened actionTaken personSeen ownWords agencyComment practice
            recordedOn
          }
          ... on Withheld { reason }
          ... on Withdrawn { reason at }
        }
      } }
    }
  }
}`;

/** Fields of a record that the page shows, for those who answer it without GraphQL. */
export const RECORD_FIELDS = [
  'dateAsRecorded',
  'sourceOfInformation',
  'people',
  'whatHappened',
  'actionTaken',
  'personSeen',
  'ownWords',
  'agencyComment',
  'practice',
  'recordedOn',
] as const;

/** What stands under every chronology. */
export const NOTICE = 'Some material may be held back.';

/** The page as JSON, so far as the benchmark looks at it. */
export type Page = {
  readonly review: {
    readonly chronology: {
      readonly edges: readonly { readonly cursor: string; readonly node: Readonly<Record<string, unknown>> }[];
    };
  };
};
