import { registerEnumType } from 'type-graphql';
import { handlings, personsSeen, practices, significances } from '../vocabulary.ts';

/** Registers a code list as an enum of the graph; what each value means becomes its description. */
function enumOf<T extends Readonly<Record<string, string>>>(name: string, description: string, list: T) {
  const values = Object.fromEntries(Object.keys(list).map((code) => [code, code])) as { readonly [K in keyof T]: K };
  const valuesConfig = Object.fromEntries(Object.entries(list).map(([code, words]) => [code, { description: words }]));
  registerEnumType(values, { name, description, valuesConfig: valuesConfig as never });
  return values;
}

export const SignificanceEnum = enumOf(
  'Significance',
  'How much an entry matters, in the view of the organisation that wrote it.',
  significances,
);
export const HandlingEnum = enumOf('Handling', 'Who may see this.', handlings);
export const PersonSeenEnum = enumOf(
  'PersonSeen',
  'Whether the person at the centre was seen, as recorded.',
  personsSeen,
);
export const PracticeEnum = enumOf('Practice', "The organisation's own view now of its practice then.", practices);
