/** A part of a day, its bounds as London's clocks show them; `endsNextDay` when the last minute is after midnight. */
export type DayPart = {
  readonly name: string;
  readonly pattern: string;
  readonly from: string;
  readonly to: string;
  readonly endsNextDay: boolean;
};

/**
 * The parts of a day that people write in place of a time. Wide on purpose, for what happened must lie inside: "night"
 * is both nights that touch the day, and afternoon and evening overlap.
 */
export const dayParts: readonly DayPart[] = [
  { name: 'early hours', pattern: 'early hours(?: morning)?', from: '00:00', to: '05:59', endsNextDay: false },
  {
    name: 'morning',
    pattern: '(?:early |mid[ -]?|late )?morning|a\\.?m\\.?',
    from: '00:00',
    to: '11:59',
    endsNextDay: false,
  },
  { name: 'pm', pattern: 'p\\.?m\\.?', from: '12:00', to: '23:59', endsNextDay: false },
  { name: 'afternoon', pattern: '(?:early |mid[ -]?|late )?afternoon', from: '12:00', to: '17:59', endsNextDay: false },
  { name: 'evening', pattern: '(?:early |mid[ -]?|late )?evening', from: '17:00', to: '23:59', endsNextDay: false },
  { name: 'night', pattern: 'overnight|night', from: '00:00', to: '05:59', endsNextDay: true },
];
