import type { Person } from '../people.ts';
import type { PeopleOfReview } from './people-by-review.ts';
import { escaped, plainPage } from './plain-page.ts';

const INVENTED =
  '<p>Nobody here is real, and there are no passwords. A hub that holds real records has a sign-in service of its own.</p>';

/** The page on which one chooses whom to be: one button a person, no script. */
export const peoplePage = (action: string, groups: readonly PeopleOfReview[]) =>
  plainPage(
    'Sign in as an invented person',
    `${INVENTED}
<form method="post" action="${escaped(action)}">
${groups.map((group) => listOf(group, button)).join('\n')}
</form>`,
  );

/** The page at `/`: who there is, and how to get a token. */
export const frontPage = (hub: string, groups: readonly PeopleOfReview[]) =>
  plainPage(
    'Sign-in service of invented people',
    `${INVENTED}
<p>It signs people in to the hub at <a href="${escaped(hub)}">${escaped(hub)}</a>. In a terminal, in the folder that the hub was started from, a
command takes the id of a person, and so does the one that prints an access token:</p>
<pre>npm run -s hub -- chronology --review ESCP-2024-01 --as chair
npm run -s hub -- token --as chair</pre>
<p>An application sends the browser here by authorization code and PKCE, as the client "hub", and one clicks on a person.
docs/operator.md says how the systems of organisations sign in.</p>
${groups.map((group) => listOf(group, nameOf)).join('\n')}`,
  );

const listOf = ({ of, people }: PeopleOfReview, shown: (person: Person) => string) =>
  `<h2>${escaped(of)}</h2>
<ul>
${people.map((person) => `<li>${shown(person)} <code>${escaped(person.id)}</code> <span>${escaped(person.does)}</span></li>`).join('\n')}
</ul>`;

const button = ({ id, name }: Person) => `<button name="person" value="${escaped(id)}">${escaped(name)}</button>`;
const nameOf = ({ name }: Person) => `<strong>${escaped(name)}</strong>`;
