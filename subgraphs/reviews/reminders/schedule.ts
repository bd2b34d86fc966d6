/** On which days an organisation is reminded, counted from the due date. Ours and replaceable. */
export const reminderDays: readonly number[] = [-14, -7, -1, 1, 7, 14];

const DAY_MS = 24 * 3_600_000;

const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/**
 * The one reminder of the schedule that is to go on a day, as days after the due date; null where none is. One whose day was
 * missed gives way to the next, and none is of the day of asking or before it.
 */
export function reminderFor(
  { askedOn, dueOn }: { readonly askedOn: string; readonly dueOn: string },
  today: string,
): number | null {
  const come = reminderDays.filter((days) => {
    const day = dayAfter(dueOn, days);
    return day > askedOn && day <= today;
  });
  return come.at(-1) ?? null;
}
