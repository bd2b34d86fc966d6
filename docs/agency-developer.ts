// Asks how an organisation's contribution stands. TOKEN, REVIEW and ORGANISATION are in the environment.
const hub = process.env['HUB_ADDRESS'] ?? 'http://127.0.0.1:4000';

async function ask<T>(query: string, variables: object): Promise<T> {
  const response = await fetch(`${hub}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env['TOKEN']}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: T; errors?: { message: string; extensions: { code: string } }[] };
  if (errors !== undefined) {
    throw new Error(`${errors[0]?.extensions.code}: ${errors[0]?.message}`);
  }
  return data as T;
}

const place = { review: process.env['REVIEW'], organisation: process.env['ORGANISATION'] };
const { status } = await ask<{ status: { entries: number; changed: number } }>(
  'query($review: ID!, $organisation: ID!) { status: policeContribution(review: $review, organisation: $organisation) { entries changed } }',
  place,
);
console.log(`${status.entries} entries, ${status.changed} not sent yet`);

export {};
