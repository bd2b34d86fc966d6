import { expect, it } from 'vitest';
import { refuseTooLong } from '../../../subgraphs/kit/publishing/too-long.ts';

it('publishes what the hub takes, and nothing that could never be delivered', () => {
  expect(() => refuseTooLong('HOS', 12_000, 'x'.repeat(16 * 1024 * 1024))).not.toThrow();
  expect(() => refuseTooLong('HOS', 14_000, 'x'.repeat(17 * 1024 * 1024))).toThrow(
    'The publication of HOS would be 17.0 MB with its 14000 entries, and the hub takes 16 MB: leave entries out of the draft. Nothing was published.',
  );
});
