import { rowsPastTheGateway } from '../../subgraphs/kit/access-log/past-the-gateway.ts';
import { beginsAt, openLogs, poolOf } from './audit.ts';
import { services } from './services.ts';

const MOST_NAMED = 10;

/** Holds the logs of the services against the gateway's. Gives a line for each, and whether every row has its request there. */
export async function matchLogs(
  from: string | undefined,
): Promise<{ readonly lines: readonly string[]; readonly isMatched: boolean }> {
  const since = beginsAt(from);
  const logs = await openLogs();
  try {
    const lines: string[] = [];
    let isMatched = true;
    for (const service of services) {
      const { rows, strays, ofNobody } = await rowsPastTheGateway(
        poolOf(logs, service),
        poolOf(logs, 'gateway'),
        since,
      );
      isMatched &&= strays.length === 0;
      const named = strays.slice(0, MOST_NAMED).map(({ number, at, person }) => {
        return `${service}/${number} at ${at.toISOString()} by "${person}"`;
      });
      const more = ofNobody === 0 ? '' : ` ${ofNobody} more are of nobody who was signed in.`;
      lines.push(
        strays.length === 0
          ? `${service}: each of ${rows} rows belongs to a request of the gateway.${more}`
          : `${service}: ${strays.length} of ${rows} rows belong to no request of the gateway: ${named.join(', ')}.${more}`,
      );
    }
    return { lines, isMatched };
  } finally {
    await logs.close();
  }
}
