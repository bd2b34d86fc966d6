import { badInput } from '../errors.ts';

/** A day, month or year, as exact as it is recorded: `2024-02-13`, `2024-02`, `2016`. */
export type CalendarDate = string;

/** Tells whether the text is a day, month or year that exists, written as ISO 8601. No calendar of ours has a year 0. */
export function isCalendarDate(text: string): boolean {
  const match = /^(?!0000)(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (match === null) {
    return false;
  }
  const [, year, month = '01', day = '01'] = match;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === `${year}-${month}-${day}`;
}

/** Tells whether the text is a whole day that exists. */
export const isDay = (text: string) => text.length === 10 && isCalendarDate(text);

/** The day itself. Throws BAD_USER_INPUT for what is not a whole day that exists. */
export function dayFrom(text: string): string {
  if (!isDay(text)) {
    throw badInput(`"${text}" is not a day such as 2024-02-13.`);
  }
  return text;
}
