import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastLineOf } from '../../gateway/hub/files.ts';

describe('the last words of a service', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hub-log-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const crash = `file:///hub/main.js:3
import { a } from "./b.js";
         ^
SyntaxError: The requested module './b.js' does not provide an export named 'a'
    at ModuleJob._instantiate (node:internal/modules/esm/module_job:213:21) {
  code: 'ERR_MODULE_NOT_FOUND'
}

Node.js v20.20.2
`;

  it.each([
    [
      'the message of a record',
      '{"level":30,"msg":"serving"}\n{"level":60,"msg":"HEALTH_KEYS is missing."}\n',
      'HEALTH_KEYS is missing.',
    ],
    [
      'the error of a crash, without where it was thrown',
      crash,
      "SyntaxError: The requested module './b.js' does not provide an export named 'a'",
    ],
    ['a plain line', 'Nothing can be served.\n\n', 'Nothing can be served.'],
    ['nothing of an empty log', '\n', null],
  ])('is %s', (_what, text, last) => {
    writeFileSync(join(folder, 'log'), text);
    expect(lastLineOf(join(folder, 'log'))).toBe(last);
  });

  it('is nothing where there is no log', () => {
    expect(lastLineOf(join(folder, 'none'))).toBeNull();
  });
});
