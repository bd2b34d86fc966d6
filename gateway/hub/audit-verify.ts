import { anchorFault, type Holder } from '../../subgraphs/kit/access-log/anchor-faults.ts';
import { type VerifiedLog, verifyLog } from '../../subgraphs/kit/access-log/verify-log.ts';
import { type AuditedLogs, beginsAt, endsAt, openLogs, poolOf } from './audit.ts';
import { processes } from './services.ts';
import { StartError } from './start-error.ts';

export type VerifyOptions = {
  readonly service?: string;
  readonly from?: string;
  readonly to?: string;
  readonly with?: string;
};

/** Verifies logs, each with the seals that the others keep of it. Gives a line for each, and whether all are whole. */
export async function verifyLogs(
  options: VerifyOptions,
): Promise<{ readonly lines: readonly string[]; readonly isWhole: boolean }> {
  const span = { from: beginsAt(options.from), to: endsAt(options.to) };
  const chains = options.service === undefined ? processes : [known(options.service)];
  const holders = options.with === undefined ? processes : [known(options.with)];
  const logs = await openLogs();
  const lines: string[] = [];
  let isWhole = true;
  try {
    for (const chain of chains) {
      const startedMs = performance.now();
      const log = await verifyLog(poolOf(logs, chain), chain, logs.sealer, span);
      const fault = log.fault?.sentence ?? (await anchorFaultOf(logs, chain, holders, log, span.to !== null));
      isWhole &&= fault === null;
      lines.push(`${chain}: ${fault ?? inWords(log, performance.now() - startedMs)}`);
    }
  } finally {
    await logs.close();
  }
  return { lines, isWhole };
}

async function anchorFaultOf(
  logs: AuditedLogs,
  chain: string,
  holders: readonly string[],
  log: VerifiedLog,
  endsEarly: boolean,
): Promise<string | null> {
  const upTo = endsEarly ? Math.max(0, ...log.seals.keys()) : null;
  for (const name of holders.filter((holder) => holder !== chain)) {
    const holder: Holder = { name, pool: poolOf(logs, name) };
    const fault = await anchorFault(holder, chain, logs.sealer.key, log, upTo);
    if (fault !== null) {
      return fault;
    }
  }
  return null;
}

function inWords({ rows, seals, unsealed }: VerifiedLog, ms: number): string {
  const rate = Math.round(rows / (Math.max(ms, 1) / 1_000));
  const waiting = unsealed === 0 ? '' : `, ${unsealed} not sealed yet`;
  return `whole: ${rows} rows under ${seals.size} seals${waiting} (${rate} rows a second).`;
}

function known(name: string): string {
  if (!processes.includes(name)) {
    throw new StartError(`"${name}" has no access log: ${processes.join(', ')} have one.`, 2);
  }
  return name;
}
