import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { contractOf } from './compose.ts';
import { agencies } from './index.ts';

/** `npm run schema`: writes the contract into schema/, and takes out what is no longer part of it. */
const folder = 'schema';
const contract = await contractOf(agencies);
await mkdir(folder, { recursive: true });
for (const file of await readdir(folder)) {
  if (!contract.has(file)) {
    await rm(`${folder}/${file}`);
  }
}
for (const [file, sdl] of contract) {
  await writeFile(`${folder}/${file}`, sdl);
}
process.stdout.write(`schema/: ${[...contract.keys()].join(', ')}\n`);
