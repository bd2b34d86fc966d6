import { statedSeal } from '../../kit/access-log/seal.ts';
import type { ReviewsService } from '../reviews-service.ts';

/** The one log beside the reviews' own that every agency keeps seals of: whoever reads goes through it. */
const GATEWAY = 'gateway';

/** Keeps the newest seal of the log of a service. Gives the newest ones of the reviews and of the gateway, to be kept there. */
export async function receiveSeal(
  { accessLog, publicKeys }: ReviewsService,
  from: string,
  signed: string | null,
): Promise<readonly string[]> {
  if (signed !== null && chainOf(signed) === from) {
    await accessLog.keepSeals([signed], publicKeys.current('sealer'));
  }
  const own = await accessLog.lastSeal();
  const gateways = from === GATEWAY ? null : await accessLog.keptSeal(GATEWAY);
  return [own, gateways].filter((seal) => seal !== null);
}

function chainOf(signed: string): string | null {
  try {
    return statedSeal(signed).chain;
  } catch {
    return null;
  }
}
