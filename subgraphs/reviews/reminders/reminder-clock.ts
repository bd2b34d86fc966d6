import { log } from '../../kit/service/log.ts';
import { type Reminding, sendReminders } from './send-reminders.ts';

const LOOK_EVERY_MS = 3_600_000;

/** Looks every hour, and at once, which reminders are to go. Closing waits for those under way. */
export function startReminders(reminding: Reminding): { readonly close: () => Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const look = () => {
    running = running
      .then(() => sendReminders(reminding))
      .catch((error: unknown) => log.error({ name: (error as Error).name }, 'reminders failed'));
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return {
    close: async () => {
      clearInterval(timer);
      await running;
      reminding.mailer.close();
    },
  };
}
