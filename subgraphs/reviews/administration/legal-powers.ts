/** A power on which a partnership may ask for information, and where it stands. */
export type LegalPower = {
  readonly code: string;
  readonly words: string;
  /** Where the law stands in its own words. */
  readonly source: string;
  /** Whether the source was read for this list. Unverified ones are for the partnership's lawyer to confirm. */
  readonly verified: boolean;
};

const legislation = 'https://www.legislation.gov.uk/ukpga';

/** The powers a request may rely on. Ours and replaceable: a partnership may also state one in words of its own. */
export const legalPowers: readonly LegalPower[] = [
  {
    code: 'CHILDREN_ACT_2004_S16H',
    words: 'Children Act 2004, section 16H',
    source: `${legislation}/2004/31/section/16H`,
    verified: false,
  },
  {
    code: 'CARE_ACT_2014_S45',
    words: 'Care Act 2014, section 45',
    source: `${legislation}/2014/23/section/45`,
    verified: true,
  },
  {
    code: 'DVCV_ACT_2004_S9',
    words: 'Domestic Violence, Crime and Victims Act 2004, section 9',
    source: `${legislation}/2004/28/section/9`,
    verified: false,
  },
];

/** A power by its code or its words; null for one that a partnership states in words of its own. */
export const knownPower = (stated: string | null): LegalPower | null =>
  legalPowers.find(({ code, words }) => stated === code || stated === words) ?? null;
