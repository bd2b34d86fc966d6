import { runCommandLine } from './command-line.ts';

// Whoever reads along may go first, as in `hub start | head`.
process.stdout.on('error', () => undefined);
process.exitCode = await runCommandLine(process.argv.slice(2));
