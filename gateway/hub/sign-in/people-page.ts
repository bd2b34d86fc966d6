import type { Person } from '../people.ts';

const style = `body { font: 16px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
li { margin: .5rem 0 } button { font: inherit; font-weight: bold; min-width: 14rem; text-align: left }`;

/** The page on which one chooses whom to be: one button a person, no script. */
export const peoplePage = (action: string, people: readonly Person[]) => `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in as an invented person</title>
<style>${style}</style>
<h1>Sign in as an invented person</h1>
<p>Nobody here is real, and there are no passwords. A hub that holds real records has a sign-in service of its own.</p>
<form method="post" action="${escaped(action)}">
<ul>
${people.map(line).join('\n')}
</ul>
</form>
</html>
`;

const line = ({ id, name, does }: Person) =>
  `<li><button name="person" value="${escaped(id)}">${escaped(name)}</button> ${escaped(does)}</li>`;

const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);
