import { StartError } from '../start-error.ts';

const supported = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

export type Platform = { readonly name: string; readonly glibc: boolean };

/** Throws StartError, in one sentence, on a machine that the hub's native parts were not built for. */
export function checkPlatform(platform: Platform = thisPlatform()): void {
  if (!supported.includes(platform.name)) {
    throw new StartError(
      `The hub runs on Linux (x64, arm64) and macOS, not on "${platform.name}"; on Windows, run it in WSL.`,
    );
  }
  if (platform.name.startsWith('linux') && !platform.glibc) {
    throw new StartError(
      'The hub needs a Linux with glibc, such as Debian, Ubuntu or Fedora; this one has musl, such as Alpine.',
    );
  }
}

function thisPlatform(): Platform {
  const name = `${process.platform}-${process.arch}`;
  return { name, glibc: process.platform === 'linux' && hasGlibc() };
}

function hasGlibc(): boolean {
  const report = process.report?.getReport() as
    | { readonly header?: { readonly glibcVersionRuntime?: string } }
    | undefined;
  return report?.header?.glibcVersionRuntime !== undefined;
}
