import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

type Locked = {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
};

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const installed = Object.entries(packages).filter(([path, { link }]) => path !== '' && link !== true);

/** The linter's binaries for machines other than the one that wrote the list, which knew no hash of them. Never in service. */
const withoutHash = /^node_modules\/@biomejs\/cli-[a-z0-9-]+$/;

it('installs no package whose bytes are not known', () => {
  const unknown = installed.filter(
    ([path, { integrity }]) => !withoutHash.test(path) && !/^sha512-/.test(integrity ?? ''),
  );
  expect(unknown.map(([path]) => path)).toEqual([]);
});

it('takes no package from an address of its own: from git, a file or a foreign registry', () => {
  const foreign = installed.filter(([, { resolved }]) => resolved !== undefined);
  expect(foreign.map(([path, { resolved }]) => `${path} ${resolved}`)).toEqual([]);
});

it('asks for exact versions alone', () => {
  const { dependencies, devDependencies } = packages[''] as unknown as Readonly<Record<string, Record<string, string>>>;
  const ranges = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  );
  expect(ranges).toEqual([]);
});
