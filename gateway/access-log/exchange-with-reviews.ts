import type { JWK } from 'jose';
import { z } from 'zod';
import type { AccessLog } from '../../subgraphs/kit/access-log/access-log.ts';
import { keepExchanging } from '../../subgraphs/kit/access-log/exchange.ts';
import { serviceToken, signingKeyOf } from '../../subgraphs/kit/service/keys.ts';
import type { VerifyingKey } from '../../subgraphs/kit/service/public-keys.ts';
import type { SubgraphClient } from '../federation/subgraph-client.ts';

const ASK_MS = 5_000;
const seals = z.array(z.string());

type Keys = { readonly service: JWK; readonly sealer: VerifyingKey };

/** Has the reviews keep the newest seal of the gateway's log, and keeps theirs, now and every minute. Gives what ends it. */
export async function exchangeWithReviews(
  accessLog: AccessLog,
  keys: Keys,
  reviews: () => Pick<SubgraphClient, 'post'>,
): Promise<() => void> {
  const key = await signingKeyOf(keys.service);
  return keepExchanging({
    accessLog,
    sealerKey: keys.sealer,
    exchange: async (signed) => {
      const authorization = `Bearer ${await serviceToken(key, 'gateway', 'reviews')}`;
      const answer = await reviews().post('/seals', JSON.stringify({ signed }), { authorization }, ASK_MS);
      return answer.httpStatus === 200 ? seals.parse(JSON.parse(answer.body)) : [];
    },
  });
}
