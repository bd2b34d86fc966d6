import type { JWK } from 'jose';
import type { Logger } from 'pino';
import type { Issuer } from '../subgraphs/kit/access/issuers.ts';
import type { AccessLog } from '../subgraphs/kit/access-log/access-log.ts';
import type { VerifyingKey } from '../subgraphs/kit/service/public-keys.ts';
import type { Tls } from '../subgraphs/kit/service/tls.ts';
import type { AllowanceLimits } from './allowance.ts';
import type { TimeLimits } from './federation/gateway-interface.ts';
import type { GraphSource } from './served-graph.ts';
import type { FreeQueries, TrustedDocuments } from './trusted-documents.ts';
import type { WatchedGraph } from './watched-graph.ts';

/** What a gateway needs to start. */
export type GatewayOptions = GraphSource & {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly keys: GatewayKeys;
  /** What the gateway proves itself with to the services, and asks of them; unless given, they speak plain HTTP. */
  readonly tls?: Tls | null;
  /** Whose access tokens are taken. */
  readonly issuers: readonly Issuer[];
  /** Holds every answer until it is written down who got what. Closed by whoever opened it. */
  readonly accessLog: AccessLog;
  /** Where the supergraph comes from: when the file changes it is read again, and served unless it is refused. */
  readonly watched?: WatchedGraph;
  /** Who may ask the graph about itself; unless given, developers. */
  readonly introspection?: Introspection;
  readonly trustedDocuments?: TrustedDocuments;
  /** Who may ask what is in no trusted document; unless given, nobody. */
  readonly freeQueries?: FreeQueries;
  /** What one person may have of this process; unless given, the usual. */
  readonly allowance?: AllowanceLimits;
  /** How long requests are still taken when the gateway is told to end, not being ready any more; unless given, 0. */
  readonly drainMs?: number;
  /** The port of metrics, 0 for any free one; unless given, there are none. Never the port above. */
  readonly metricsPort?: number;
  /** True where callers come by HTTPS alone, and are told to go on so; unless given, false. */
  readonly httpsOnly?: boolean;
  readonly logger?: Logger;
  readonly limits?: TimeLimits;
};

/** Who may ask the graph about itself. */
export type Introspection = 'everybody' | 'developers' | 'nobody';

/** The keys of a gateway: its own, and what finds the sealer's. */
export type GatewayKeys = {
  /** The gateway's private key, with which it signs passes and its own tokens. */
  readonly service: JWK;
  /** Finds the public key of the sealer of access logs; without it no seals are exchanged. */
  readonly sealer?: VerifyingKey;
};
