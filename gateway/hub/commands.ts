import type { Command } from 'commander';
import { addAudit } from './commands/audit.ts';
import { addBackup } from './commands/backup.ts';
import { addChronology } from './commands/chronology.ts';
import { addDatabases } from './commands/databases.ts';
import { addErase } from './commands/erase.ts';
import { addImport } from './commands/import.ts';
import { addKeys } from './commands/keys.ts';
import { addNilReturn } from './commands/nil-return.ts';
import { addNoContact } from './commands/no-contact.ts';
import { addPasswords } from './commands/passwords.ts';
import { addPublish } from './commands/publish.ts';
import { addRecordsSecured } from './commands/records-secured.ts';
import { addRestore } from './commands/restore.ts';
import { addResync } from './commands/resync.ts';
import { addRetention } from './commands/retention.ts';
import { addSamples } from './commands/samples.ts';
import { addSign } from './commands/sign.ts';
import { addStart } from './commands/start.ts';
import { addStatus } from './commands/status.ts';
import { addTakeBack } from './commands/take-back.ts';
import { addTemplate } from './commands/template.ts';
import { addToken } from './commands/token.ts';
import { addVerify } from './commands/verify.ts';
import { addVerifyReceipt } from './commands/verify-receipt.ts';

/** Adds one command to the program. */
export type AddCommand = (program: Command) => void;

/** Every command, in the order of the help: one file each in `commands/`. */
export const commands: readonly AddCommand[] = [
  addStart,
  addToken,
  addRecordsSecured,
  addTemplate,
  addImport,
  addNilReturn,
  addNoContact,
  addSign,
  addPublish,
  addTakeBack,
  addErase,
  addStatus,
  addChronology,
  addRetention,
  addVerify,
  addVerifyReceipt,
  addAudit,
  addKeys,
  addDatabases,
  addPasswords,
  addBackup,
  addRestore,
  addResync,
  addSamples,
];
