// A reader's browser without scripts and without pictures: cookies, forms, redirects.
import {fetchPage, formWith} from './site.mjs';

let next = 0;

/** Each reader comes from a network address of its own. */
export function newReader(url) {
  const number = next++;
  const from = `127.${40 + Math.floor(number / 62500)}.${1 + Math.floor(number / 250) % 250}.${1 + number % 250}`;
  const cookies = new Map();
  const ask = async (address, options = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const page = await fetchPage(new URL(address, url).href, {from, ...(cookie && {cookie}), ...options});
    for (const set of page.headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set);
      if (/Max-Age=0\b/i.test(set)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return page;
  };
  const follow = async (page) => {
    for (let hops = 0; page.status === 303 && hops < 5; hops++) page = await ask(page.headers.location);
    return page;
  };
  return {
    from, cookies, ask,
    /** The page at the end of all redirects; its `url` is where it is. */
    get: async (address) => follow(await ask(address)),
    /** Fills in the form of `page` that has a field `field`, and sends it. */
    async submit(page, field, values, {stay = false} = {}) {
      const {action, fields} = formWith(page, field) ?? {};
      if (!action) throw new Error(`${page.url} has no form with a field ${field}`);
      const answer = await ask(action, {form: {...fields, ...values}});
      return stay ? answer : follow(answer);
    },
    /** Replies to the article at `path`; the page that it leads to. */
    async reply(path, {comment, author = 'Eva Holm', email, ...more}, options) {
      return this.submit(await this.get(path), 'comment', {comment, author, email, url: '', ...more}, options);
    },
  };
}
