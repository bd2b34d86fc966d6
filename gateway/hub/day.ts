import { isDay } from '../../subgraphs/kit/entries/calendar-date.ts';
import { StartError } from './start-error.ts';

/** The value of an option that takes a day. Throws StartError before anything is asked of the hub. */
export function day(text: string): string {
  if (!isDay(text)) {
    throw new StartError(`"${text}" is not a day such as 2024-02-13.`, 2);
  }
  return text;
}
