import { NotADate } from './not-a-date.ts';

/** The months by their English names, January first. */
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** The days of the week by their English names, in the order of `Date.getUTCDay`. */
export const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

const dayInMs = 24 * 60 * 60 * 1000;

/** The English name of a month from 1 to 12. */
export const monthName = (month: number): string => monthNames[month - 1] ?? `month ${month}`;

/** A number with two digits at least. */
export const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** The number of days in a month from 1 to 12. */
export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** A day as `YYYY-MM-DD`. Throws `NotADate` for a day that no calendar has, and for years outside 1900 to 2100. */
export const isoDay = (year: number, month: number, day: number): string => calendarDay(checkedYear(year), month, day);

/** A day of any year as `YYYY-MM-DD`. Throws `NotADate` for a day that no calendar has. */
export function calendarDay(year: number, month: number, day: number): string {
  if (month < 1 || month > 12) {
    throw new NotADate(`there is no month ${month}`);
  }
  if (day < 1 || day > daysInMonth(year, month)) {
    throw new NotADate(`${monthName(month)} ${year} has no day ${day}`);
  }
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** The year itself. Throws `NotADate` outside 1900 to 2100: nobody in a review lived then, so it is a slip of the pen. */
export function checkedYear(year: number): number {
  if (year < 1900) {
    throw new NotADate(`the year ${year} is before 1900`);
  }
  if (year > 2100) {
    throw new NotADate(`the year ${year} is after 2100`);
  }
  return year;
}

/** A year as written: four digits, or two, of which 00 to 49 are 2000 to 2049 and 50 to 99 are 1950 to 1999. */
export function yearFrom(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) {
    return checkedYear(year);
  }
  return year <= 49 ? 2000 + year : 1900 + year;
}

/** The day so many days later, or earlier when `days` is negative. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00Z`) + days * dayInMs).toISOString().slice(0, 10);

/** The English weekday of a day. */
export const weekdayOf = (day: string): string => weekdayNames[new Date(`${day}T00:00Z`).getUTCDay()] ?? '';

/** Year, month and day of an ISO day, as numbers. */
export function partsOf(day: string): { readonly year: number; readonly month: number; readonly day: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) };
}

/** A day in words: `9 February 2024`. */
export function dayInWords(isoDay: string): string {
  const { year, month, day } = partsOf(isoDay);
  return `${day} ${monthName(month)} ${year}`;
}
