import { GraphQLScalarType, Kind } from 'graphql';
import { isCalendarDate } from '../entries/calendar-date.ts';
import { badInput } from '../errors.ts';

const read = (value: unknown): string => {
  if (typeof value !== 'string' || !isCalendarDate(value)) {
    throw badInput(`"${String(value)}" is not a day, month or year such as 2024-02-13.`);
  }
  return value;
};

/** A day, month or year, as exact as it is recorded. */
export const CalendarDateScalar = new GraphQLScalarType({
  name: 'Date',
  description: 'A day, month or year, as exact as it is recorded: 2024-02-13, 2024-02 or 2016.',
  serialize: String,
  parseValue: read,
  parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : null),
});

/** An instant. */
export const InstantScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'An instant: 2024-02-09T06:31:00.000Z.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
  parseValue: (value) => {
    const date = new Date(String(value));
    if (Number.isNaN(date.getTime())) {
      throw badInput(`"${String(value)}" is not an instant such as 2024-02-09T06:31:00Z.`);
    }
    return date.toISOString();
  },
});

/** What an entry is (entry-proof.ts). Services and gateway compare it; callers do not know of it. */
export const ProofOfEntryScalar = new GraphQLScalarType<string, string>({
  name: 'ProofOfEntry',
  description: 'What an entry is, by which the gateway knows that it was given the one it asked for.',
  serialize: String,
  extensions: { directives: { inaccessible: {} } },
});
