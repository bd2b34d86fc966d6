import type { ImportChoices } from './import-file.ts';
import { StartError } from './start-error.ts';

/** What the command line says of a file. */
export type ImportOptions = {
  readonly columns?: readonly string[];
  readonly table?: string;
  readonly rowsOf?: string;
  readonly from?: string;
  readonly to?: string;
  readonly leaveOutPerson?: readonly string[];
  readonly leaveOutRows?: string;
  readonly why?: string;
  readonly useCode?: readonly string[];
};

/** The options as the graph takes them. Throws StartError for what is written wrongly. */
export function choicesOf(options: ImportOptions): ImportChoices {
  const { table, rowsOf } = options;
  return {
    columns: (options.columns ?? []).map(columnOf),
    ...(table === undefined ? {} : { table }),
    ...(rowsOf === undefined ? {} : { rowsOf }),
    leaveOut: leaveOutOf(options),
    useCodes: options.useCode ?? [],
  };
}

/** `Narrative=what_happened`; `Notes=` is not to be read. */
function columnOf(words: string) {
  const at = words.lastIndexOf('=');
  if (at < 1) {
    throw new StartError(`"${words}" does not say what a heading means: write it like "Narrative=what_happened".`, 2);
  }
  const column = words.slice(at + 1).trim();
  return { heading: words.slice(0, at), column: column === '' ? null : column };
}

function leaveOutOf({ from, to, leaveOutPerson = [], leaveOutRows, why }: ImportOptions) {
  // A reason for leaving out a person or a row is none for the period beside it.
  const isAlone = leaveOutPerson.length === 0 && leaveOutRows === undefined;
  const period =
    from === undefined && to === undefined
      ? []
      : [{ before: from ?? null, after: to ?? null, why: (isAlone ? why : undefined) ?? 'outside the period' }];
  if ((leaveOutPerson.length > 0 || leaveOutRows !== undefined) && why === undefined) {
    throw new StartError('Say why rows are left out: --why "…"', 2);
  }
  const said = why ?? '';
  return [
    ...period,
    ...leaveOutPerson.map((person) => ({ person, why: said })),
    ...(leaveOutRows === undefined ? [] : [{ rows: numbersOf(leaveOutRows), why: said }]),
  ];
}

/** `3,8-12` as numbers. */
const numbersOf = (words: string) =>
  words.split(',').flatMap((part) => {
    const [, first, last] = /^\s*(\d{1,6})(?:-(\d{1,6}))?\s*$/.exec(part) ?? [];
    if (first === undefined) {
      throw new StartError(`"${part.trim()}" is no row: write rows like 3,8-12.`, 2);
    }
    const count = Math.max(0, Number(last ?? first) - Number(first) + 1);
    return Array.from({ length: Math.min(count, 20_000) }, (_, index) => Number(first) + index);
  });
