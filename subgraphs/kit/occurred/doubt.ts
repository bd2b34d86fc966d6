/** What is left of words when their qualifiers are taken away, and whether one of them was a doubt. */
type WithoutDoubt = { readonly rest: string; readonly doubtful: boolean };

const doubtBefore =
  /^(?:\?+|~|%|(?:(?:on|in|at) or (?:around|about)|around|about|approximately|approx\.?|circa|roughly|probably|possibly|perhaps|maybe|estimated|est\.?|thought to be)(?![a-z])|ca?\.|ca?(?=[ \d]))\s*(?=\S)/;
const doubtAfter =
  /(?:\s*(?:\?+|~|%)|\s+(?:approximately|approx\.?|about|around|circa|ca?\.?|probably|possibly|or so|or thereabouts|tbc|estimated|est\.?))$/;
/** "On" is no filler in "on or before". */
const fillerBefore =
  /^(?:(?:on(?! or )|in|at|during|throughout|some ?time|dated?:?|all|whole|month|year)(?![a-z])|-(?= ))\s*(?=\S)/;

const fillerAfter = / (?:at|@)$/;

/** Takes away every "about", "c.", "?", "probably", and the fillers "on", "in", "during" before and between them. */
export function withoutDoubt(words: string): WithoutDoubt {
  let rest = words;
  let doubtful = false;
  for (;;) {
    const certain = rest.replace(doubtBefore, '').replace(doubtAfter, '');
    const shorter = certain.replace(fillerBefore, '').replace(fillerAfter, '');
    doubtful ||= certain !== rest;
    if (shorter === rest || shorter === '') {
      return { rest, doubtful };
    }
    rest = shorter;
  }
}
