// What a moderator does at the desk, by the forms that stand there.
import assert from 'node:assert/strict';
import {fetchPage, formWith, words} from './site.mjs';

/** Decides about the reply in `queue` that holds `text`. `cookie` is an editor's; `more` e.g. {ground, reason}. */
export async function decide({url, cookie}, queue, state, text, more = {}) {
  const page = await fetchPage(`${url}/desk/replies?queue=${queue}`, {cookie});
  const row = page.text.split('class="desk-reply"').find((part) => words(part).includes(text));
  assert.ok(row, `${text} is in ${queue}`);
  const [, reply] = /name="reply" value="([^"]+)"/.exec(row);
  const {fields} = formWith(page, 'csrf');
  const answer = await fetchPage(`${url}/desk/replies`, {cookie, form: {...fields, queue, state, reply, ...more}});
  assert.ok(answer.status === 303 || answer.status === 200, `${answer.status}: ${words(answer.text).slice(0, 300)}`);
}
