import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { readFile } from '../../../../subgraphs/kit/import/files/read-file.ts';
import { bomb, deflatedPackage, docx } from './packages.ts';

/** A Word document of 30 MB of small paragraphs, packed to some hundred times less than it takes in memory. */
function swollen(): Buffer {
  const paragraphs = Array.from({ length: 700_000 }, (_, at) => `<w:p><w:r><w:t>${at}</w:t></w:r></w:p>`).join('');
  const document = `<w:document xmlns:w="w"><w:body><w:tbl><w:tr><w:tc>${paragraphs}</w:tc></w:tr></w:tbl></w:body></w:document>`;
  return deflatedPackage('word/document.xml', document);
}

it('reads a package in a thread of its own', async () => {
  const { tables } = await readFile(await docx([['Date', 'Event']]), null);
  expect(tables[0]?.rows[0]?.cells).toEqual(['Date', 'Event']);
});

it('ends a file that takes too much, within ten seconds, while nobody else waits and no memory is kept', async () => {
  const file = swollen();
  const before = process.memoryUsage().rss;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const start = performance.now();
  delay.enable();
  await expect(readFile(file, null)).rejects.toThrow('The file takes too long or too much memory to read.');
  delay.disable();
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(delay.max / 1e6).toBeLessThan(500);
  expect(process.memoryUsage().rss - before).toBeLessThan(700_000_000);
});

it('refuses what is too large before it looks at it, and what would swell before it unpacks it', async () => {
  await expect(readFile(Buffer.alloc(10_000_001), null)).rejects.toThrow('The file has 10.0 MB; up to 10 MB are read.');
  await expect(readFile(bomb(99_000_000), null)).rejects.toThrow('times its size');
});
