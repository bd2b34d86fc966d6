import { expect, it } from 'vitest';
import { reminderFor } from '../../../subgraphs/reviews/reminders/schedule.ts';

it.each([
  ['2024-02-08', null],
  ['2024-02-09', -14],
  ['2024-02-15', -14],
  ['2024-02-16', -7],
  ['2024-02-22', -1],
  ['2024-02-23', -1],
  ['2024-02-24', 1],
  ['2024-03-01', 7],
  ['2024-03-08', 14],
  ['2025-01-01', 14],
])('of what is due on 23 February 2024, the reminder of %s is the one of day %s', (today, days) => {
  expect(reminderFor({ askedOn: '2024-01-01', dueOn: '2024-02-23' }, today)).toBe(days);
});

it('reminds nobody on the day of asking or of a day before it', () => {
  const request = { askedOn: '2024-02-16', dueOn: '2024-02-23' };
  expect(reminderFor(request, '2024-02-16')).toBeNull();
  expect(reminderFor(request, '2024-02-21')).toBeNull();
  expect(reminderFor(request, '2024-02-22')).toBe(-1);
});
