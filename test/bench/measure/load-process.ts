import autocannon from 'autocannon';
import { type Load, type Loaded, NUMBER } from './load.ts';

/** The process that makes the load. It stays for the whole run, so that every contender meets the same warm client. */
process.on('message', (load: Load) => {
  void carryOut(load).then((loaded) => process.send?.(loaded));
});
process.on('disconnect', () => process.exit());

/** How many answers were not what they should be, by kind. */
type Wrong = { readonly errors: number; readonly mismatches: number; readonly non2xx: number };

let made = 0;

function carryOut({ url, headers, bodies, connections, durationMs, amount }: Load): Promise<Loaded> {
  const next = () => {
    made += 1;
    return (bodies[made % bodies.length] ?? '').replaceAll(NUMBER, String(made));
  };
  const durationsMs: number[] = [];
  let failures = 0;
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const running = autocannon(
      {
        url,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        connections,
        ...(amount === undefined ? { duration: (durationMs ?? 1_000) / 1_000 } : { amount }),
        sampleInt: 100,
        timeout: 30,
        verifyBody: (body: unknown) => !String(body).includes('"errors":'),
        requests: [{ setupRequest: (request: object) => ({ ...request, body: next() }) }],
      },
      (error: unknown, { errors, mismatches, non2xx }: Wrong) => {
        if (error) {
          reject(error);
          return;
        }
        failures += errors + mismatches + non2xx;
        resolve({ ...summary(durationsMs, performance.now() - startedMs), failures });
      },
    );
    running.on('response', (_client: unknown, _status: number, _bytes: number, tookMs: number) =>
      durationsMs.push(tookMs),
    );
  });
}

function summary(durationsMs: readonly number[], tookMs: number): Omit<Loaded, 'failures'> {
  const sorted = durationsMs.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { pages: sorted.length, seconds: tookMs / 1_000, p50Ms: at(0.5), p95Ms: at(0.95) };
}
