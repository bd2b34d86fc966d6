import { pino } from 'pino';

/** What happens in a service, without anything that a record says. */
export const log = pino({ level: 'info', base: null });
