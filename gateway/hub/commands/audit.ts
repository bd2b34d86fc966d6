import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { checkProof, type Proof, proofOf } from '../../../subgraphs/kit/access-log/proof.ts';
import { openLogs, readSealerKeys } from '../audit.ts';
import { matchLogs } from '../audit-match.ts';
import { type VerifyOptions, verifyLogs } from '../audit-verify.ts';
import { say, withExample } from '../example.ts';
import { whyNotRead } from '../files.ts';
import { processes } from '../services.ts';
import { StartError } from '../start-error.ts';

export function addAudit(program: Command): void {
  const audit = program.command('audit').description('check the access logs, and prove what is in them');
  const verify = audit
    .command('verify')
    .description('recompute every hash, seal and anchor; prints the first broken row and exits with 1')
    .option('--service <name>', 'one log only')
    .option('--from <day>', 'rows from this day (in London) or instant on')
    .option('--to <day>', 'seals up to the end of this day (in London), or to this instant')
    .option('--with <agency>', 'compare with the seals that this one keeps, not with those of all')
    .action(async (options: VerifyOptions) => verified(options));
  withExample(verify, 'hub audit verify', 'hub audit verify --service health --from 2026-01-01 --with reviews');
  const match = audit
    .command('match')
    .description('find rows of the services that belong to no request of the gateway: somebody asked past it')
    .option('--from <day>', 'rows from this day (in London) or instant on')
    .action(async ({ from }: { readonly from?: string }) => matched(from));
  withExample(match, 'hub audit match --from 2026-01-01');
  const prove = audit
    .command('prove <id>')
    .description('print the proof that a row was in a log when it was sealed; its id is service/number')
    .action(proved);
  withExample(prove, 'hub audit prove health/1204 > row.json');
  const check = audit
    .command('check <file>')
    .description("check a proof with the sealer's public key alone, and print what its row says")
    .action(checked);
  withExample(check, 'hub audit check row.json');
}

async function verified(options: VerifyOptions): Promise<void> {
  const { lines, isWhole } = await verifyLogs(options);
  say(`${lines.join('\n')}\n`);
  if (!isWhole) {
    throw new StartError('The access log is not as it was sealed.');
  }
}

async function matched(from: string | undefined): Promise<void> {
  const { lines, isMatched } = await matchLogs(from);
  say(`${lines.join('\n')}\n`);
  if (!isMatched) {
    throw new StartError('Somebody asked past the gateway, or it could not write its own rows.');
  }
}

async function proved(id: string): Promise<void> {
  const [, service = '', number = ''] = /^([a-z-]+)\/(\d{1,15})$/.exec(id) ?? [];
  if (!processes.includes(service)) {
    throw new StartError(`A row is named as service/number, such as health/1204, not "${id}".`, 2);
  }
  const logs = await openLogs();
  try {
    const pool = logs.pools.get(service);
    const proof = pool === undefined ? null : await proofOf(pool, Number(number));
    if (proof === null) {
      throw new StartError(`There is no sealed row "${id}" that is as it was sealed.`);
    }
    say(`${JSON.stringify(proof, null, 2)}\n`);
  } finally {
    await logs.close();
  }
}

async function checked(file: string): Promise<void> {
  const proof = proofIn(file);
  const { key } = readSealerKeys();
  try {
    const { row, seal } = await checkProof(proof, key);
    say(`${JSON.stringify(row, null, 2)}\n`);
    say(`The row was in the log of "${seal.chain}" when seal ${seal.number} was made, at ${seal.at}.\n`);
  } catch {
    throw new StartError(`The file "${file}" proves nothing: row, steps and seal do not belong together.`);
  }
}

const proofForm = z.looseObject({ row: z.string(), steps: z.array(z.unknown()), seal: z.string() });

/** Reads a proof. Throws StartError for a file that is not there, and for one that is something else. */
function proofIn(file: string): Proof {
  const bytes = contentOf(file);
  try {
    return proofForm.parse(JSON.parse(bytes)) as unknown as Proof;
  } catch {
    throw new StartError(`The file "${file}" is no proof: "hub audit prove" writes one.`);
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartError(`The file "${file}" cannot be read: ${whyNotRead(error)}.`);
  }
}
