import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Name of the product in paths outside the checkout, such as `/var/lib/safeguarding-review-hub`. */
export const PRODUCT = 'safeguarding-review-hub';

/** The folder with package.json, above this file; the same whether the source or its compiled form runs. */
export const checkout = nearestPackage(import.meta.dirname);

function nearestPackage(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : nearestPackage(dirname(folder));
}
