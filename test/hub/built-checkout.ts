import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A checkout of a test's own with the compiled hub. */
export type BuiltCheckout = {
  readonly folder: string;
  /** Starts a compiled file of it, in a process of its own. */
  run(file: string, words: readonly string[], environment?: Readonly<Record<string, string>>): Running;
  remove(): void;
};

/** A process that was started, and what it has said so far. */
export type Running = {
  readonly pid: number;
  readonly ended: Promise<number | null>;
  /** On both channels. */
  said(): string;
  /** On stdout alone. */
  answered(): string;
  /** Settles when it has said this. Throws when it ends without. */
  untilSaid(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
};

const root = resolve(import.meta.dirname, '../..');
const fixtures = join(import.meta.dirname, 'fixtures');

const noSamples = `
export async function loadSamples() {}
export const samplePartnerships = '';
export const sampleOrganisationsByService = () => ({});
`;

/** The product, compiled, in a folder of the test's own, with stand-ins for the services and the gateway. */
export function builtCheckout(): BuiltCheckout {
  const checkout = compiled();
  const { folder } = checkout;
  const dist = join(folder, 'dist');
  copyFileSync(join(fixtures, 'serve.js'), join(dist, 'subgraphs/serve.js'));
  copyFileSync(join(fixtures, 'serve.js'), join(dist, 'gateway/main.js'));
  mkdirSync(join(folder, 'subgraphs/reviews/samples'), { recursive: true });
  copyFileSync(join(fixtures, 'people.json'), join(folder, 'subgraphs/reviews/samples/people.json'));
  // The stand-ins hold no samples.
  writeFileSync(join(dist, 'gateway/hub/samples.js'), noSamples);
  writeFileSync(join(dist, 'gateway/hub/sample-files.js'), 'export const sampleReviews = () => [];');
  return checkout;
}

/** The product, compiled, in a folder of the test's own: all of it, with its samples. */
export function wholeCheckout(): BuiltCheckout {
  const checkout = compiled();
  for (const name of ['schema', 'subgraphs']) {
    symlinkSync(join(root, name), join(checkout.folder, name));
  }
  return checkout;
}

/** Copies what the run compiled before its first test. */
function compiled(): BuiltCheckout {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hub-checkout-')));
  chmodSync(folder, 0o755);
  const dist = join(folder, 'dist');
  cpSync(join(root, 'dist'), dist, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    run: (file, words, environment = {}) => run(join(dist, file), words, environment),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function run(file: string, words: readonly string[], environment: Readonly<Record<string, string>>): Running {
  const child = spawn(process.execPath, [file, ...words], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let answered = '';
  child.stdout.on('data', (part: Buffer) => {
    answered += part.toString();
  });
  const hear = (part: Buffer) => {
    said += part.toString();
    child.emit('said');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | null>((resolveEnd) => child.once('close', resolveEnd));
  return {
    pid: child.pid as number,
    ended,
    said: () => said,
    answered: () => answered,
    untilSaid: (text) =>
      new Promise((resolveSaid, reject) => {
        const check = () => said.includes(text) && resolveSaid();
        child.on('said', check);
        check();
        void ended.then(() => reject(new Error(`It ended without saying "${text}": ${said}`)));
      }),
    kill: (signal) => void child.kill(signal),
  };
}
