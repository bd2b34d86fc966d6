import type { Command } from 'commander';

/** Adds one command to the program. */
export type AddCommand = (program: Command) => void;

/** Every command by its name, in the order of the help: one file each in `commands/`, read when somebody asks for it. */
export const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  start: async () => (await import('./commands/start.ts')).addStart,
  token: async () => (await import('./commands/token.ts')).addToken,
  request: async () => (await import('./commands/request.ts')).addRequest,
  'change-request': async () => (await import('./commands/change-request.ts')).addChangeRequest,
  'records-secured': async () => (await import('./commands/records-secured.ts')).addRecordsSecured,
  template: async () => (await import('./commands/template.ts')).addTemplate,
  import: async () => (await import('./commands/import.ts')).addImport,
  'nil-return': async () => (await import('./commands/nil-return.ts')).addNilReturn,
  'no-contact': async () => (await import('./commands/no-contact.ts')).addNoContact,
  sign: async () => (await import('./commands/sign.ts')).addSign,
  publish: async () => (await import('./commands/publish.ts')).addPublish,
  'take-back': async () => (await import('./commands/take-back.ts')).addTakeBack,
  erase: async () => (await import('./commands/erase.ts')).addErase,
  status: async () => (await import('./commands/status.ts')).addStatus,
  chronology: async () => (await import('./commands/chronology.ts')).addChronology,
  retention: async () => (await import('./commands/retention.ts')).addRetention,
  administrators: async () => (await import('./commands/administrators.ts')).addAdministrators,
  verify: async () => (await import('./commands/verify.ts')).addVerify,
  'verify-receipt': async () => (await import('./commands/verify-receipt.ts')).addVerifyReceipt,
  audit: async () => (await import('./commands/audit.ts')).addAudit,
  keys: async () => (await import('./commands/keys.ts')).addKeys,
  databases: async () => (await import('./commands/databases.ts')).addDatabases,
  passwords: async () => (await import('./commands/passwords.ts')).addPasswords,
  backup: async () => (await import('./commands/backup.ts')).addBackup,
  restore: async () => (await import('./commands/restore.ts')).addRestore,
  resync: async () => (await import('./commands/resync.ts')).addResync,
  samples: async () => (await import('./commands/samples.ts')).addSamples,
};
