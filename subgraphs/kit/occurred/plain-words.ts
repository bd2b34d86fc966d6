/**
 * The words of a date in the one spelling that the grammar reads: lower case, plain spaces, plain hyphens, no ordinals
 * ("12th of May" is "12 may"). Only for reading; what is kept is always the text as it was.
 */
export const plainWords = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[(),;[\]\u200b\ufeff]/g, ' ')
    .replace(/(\d)(?:st|nd|rd|th)\b/g, '$1')
    .replace(/\b(?:of|the)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<!\.)\.$/, '')
    .replace(/^\?{1,2}(?=[/.-])/, 'xx');

/** Matches the name of a month, long or short, as one group. */
export const monthPattern =
  '(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\\.?';

/** The number, from 1 to 12, of a name that `monthPattern` matched. */
export const monthNumber = (name: string): number =>
  'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(name.slice(0, 3)) / 3 + 1;
