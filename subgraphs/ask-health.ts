import { Agent, request } from 'undici';
import { readHealthConfig } from './kit/service/config.ts';
import { contentOf, ownSide } from './kit/service/tls.ts';

/** `node ask-health.js`: asks the process of this environment, on this machine, whether it is well. Exit code 1: it is not. */
const { tls, address } = readHealthConfig();
const way = tls === null ? {} : { dispatcher: new Agent({ connect: ownSide(contentOf(tls)) }) };
const answer = await request(address, way).catch(() => null);
process.exit(answer?.statusCode === 200 ? 0 : 1);
