import { createHash } from 'node:crypto';

const style = `body { font: 16px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
ul { list-style: none; padding: 0 } li { display: grid; grid-template-columns: 14rem 12rem 1fr; gap: 0 1rem; padding: .4rem 0; align-items: baseline }
button { font: inherit; font-weight: bold; text-align: left } pre { overflow: auto }
@media (max-width: 44rem) { li { grid-template-columns: 1fr } }`;

/** What a page of the sign-in service may do: show itself, and send its form back or on to the hub. */
export const policyOf = (hub: string) =>
  [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action 'self' ${hub}`,
  ].join('; ');

/** A page of the sign-in service: no script, and nothing from elsewhere. */
export const plainPage = (title: string, body: string) => `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${style}</style>
<h1>${escaped(title)}</h1>
${body}
</html>
`;

/** Text that is text in a page, whatever it says. */
export const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);

/** What is shown where a sign-in cannot go on. */
export const errorPage = (error: string, why: string) =>
  plainPage(
    'This sign-in did not work',
    `<p>${escaped(why)} (${escaped(error)})</p>
<p>Begin again where you came from. <a href="/">Who there is, and how to get a token without a browser</a>.</p>`,
  );
