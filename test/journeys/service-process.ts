import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { environmentPrefix, type ServiceConfig } from '../../subgraphs/kit/service/config.ts';

/** A service as a process of its own, as it runs in service. */
export type ServiceProcess = {
  /** Gives the signal it ended with. */
  readonly ended: Promise<NodeJS.Signals | null>;
  /** All that it has written by now. */
  readonly said: () => string;
  /** Ends it as a power cut would. */
  readonly kill: () => void;
};

const program = fileURLToPath(new URL('../../dist/subgraphs/serve.js', import.meta.url));

/** Starts a service from what was built, and waits until it serves. It ends itself at `moment`, if one is given. */
export async function startProcess(config: ServiceConfig, moment: string | null): Promise<ServiceProcess> {
  if (!existsSync(program)) {
    throw new Error(`"${program}" is missing: run "npm run -s build" first.`);
  }
  const child = spawn(process.execPath, [program, config.name], {
    env: environmentOf(config, moment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit').then(([, signal]) => signal as NodeJS.Signals | null);
  const said = await serving(child);
  return { ended, said, kill: () => void child.kill('SIGKILL') };
}

function environmentOf(config: ServiceConfig, moment: string | null): NodeJS.ProcessEnv {
  const prefix = environmentPrefix(config.name);
  return {
    PATH: process.env['PATH'],
    HOST: config.host,
    PORT: String(config.port),
    [`${prefix}_DATABASE_URL`]: config.databaseUrl,
    [`${prefix}_OWNER_DATABASE_URL`]: config.ownerDatabaseUrl,
    [`${prefix}_KEYS`]: config.keysPath,
    HUB_PUBLIC_KEYS: config.publicKeysPath,
    IDENTITY_ISSUERS: config.issuersPath,
    HUB_EMBEDDED: config.embedded ? '1' : '',
    REVIEWS_URL: config.reviewsUrl,
    ...(config.tls === null
      ? {}
      : { TLS_CERTIFICATE: config.tls.certificate, TLS_KEY: config.tls.key, TLS_AUTHORITY: config.tls.authority }),
    ...(config.partnershipsPath === null ? {} : { HUB_PARTNERSHIPS: config.partnershipsPath }),
    ...(moment === null ? {} : { HUB_TEST_END_AT: moment }),
  };
}

/** Waits for the line that says so, and gives what gives all lines. Throws with what the process said instead when it ends before. */
function serving(child: ChildProcess): Promise<() => string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (text: Buffer) => {
      said += text.toString('utf8');
      if (said.includes('"msg":"serving"')) {
        resolve(() => said);
      }
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', () => reject(new Error(`The process ended before it served: ${said}`)));
  });
}
