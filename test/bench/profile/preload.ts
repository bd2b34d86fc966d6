import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';

/** Runs before a process of the hub and writes its CPU profile when it ends: NODE_OPTIONS may not say `--cpu-prof`. */
const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.start');
process.once('exit', () => {
  session.post('Profiler.stop', (_error, { profile }) => {
    writeFileSync(process.env['BENCH_PROFILE'] ?? '', JSON.stringify(profile));
  });
});
