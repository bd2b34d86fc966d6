import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { MailConfig } from '../../kit/service/config.ts';

/** A mail in plain text. Nothing of a case may stand in it. */
export type Mail = { readonly id: string; readonly to: string; readonly subject: string; readonly text: string };

/** What sends mails. Rejects when one could not be sent. */
export type Mailer = {
  readonly send: (mail: Mail) => Promise<void>;
  readonly close: () => void;
};

/** Neither a file nor an address that is named in a mail is ever read. */
const closedDoors = { disableFileAccess: true, disableUrlAccess: true };

/** Makes what sends mails: to a server, or as files where no mail may leave the machine. */
export const mailerOf = ({ to, from }: MailConfig): Mailer =>
  'folder' in to ? fileMailer(to.folder, from) : smtpMailer(to.smtpUrl, from);

function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport(url, { from });
  return {
    send: async ({ to, subject, text }) => {
      await transport.sendMail({ to, subject, text, ...closedDoors });
    },
    close: () => transport.close(),
  };
}

/** Writes each mail as `<id>.eml`, which any mail program opens. */
function fileMailer(folder: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true }, { from });
  return {
    send: async ({ id, to, subject, text }) => {
      const { message } = await transport.sendMail({ to, subject, text, ...closedDoors });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(join(folder, `${id}.eml`), message as Buffer, { mode: 0o600 });
    },
    close: () => transport.close(),
  };
}
