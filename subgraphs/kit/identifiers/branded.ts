declare const brand: unique symbol;

/** A string that only its own `parse…` function makes, so that one identifier is never taken for another. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };
