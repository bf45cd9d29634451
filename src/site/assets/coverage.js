// A live article follows what is written: corrections in their place, new entries behind a button, so that what is being
// read stays where it is.
import {follow, make, root, tellAges} from './live.js';

const live = document.querySelector('.live');
const address = `/article/${live.dataset.article}`;
const list = live.querySelector('.live-list');
const news = live.querySelector('.live-news');
const counts = JSON.parse(live.dataset.updates);
const parts = (from) => [...from.querySelectorAll('[data-part]')];
const entries = (from) => [...from.querySelectorAll('.live-entry')];
const written = new Map(parts(live).map((part) => [part.dataset.part, part.innerHTML]));   // As the server wrote them.
let waiting = [];   // Entries that the reader has not asked for yet, the newest first.
let gap = false;    // Between them and what is shown there may be more.

/** Changes the page and leaves what the reader looks at where it is. */
function keepPlace(change) {
  const top = (element) => element.getBoundingClientRect().top;
  const focused = document.activeElement;
  const seen = [...parts(live), ...entries(list)].find((element) => element.getBoundingClientRect().bottom > 0);
  const before = seen && top(seen);
  change();
  focused.focus({preventScroll: true});
  if (seen && scrollY > 0) scrollBy(0, top(document.getElementById(seen.id) ?? seen) - before);
}

function take(fresh) {
  const mine = entries(list);
  const place = new Map(mine.map((entry, index) => [entry.id, index]));
  const shown = entries(fresh);
  const known = shown.findIndex((entry) => place.has(entry.id));
  waiting = known < 0 ? shown : shown.slice(0, known);
  gap = known < 0 && mine.length > 0;
  keepPlace(() => {
    for (const part of parts(fresh)) {
      const {part: name} = part.dataset;
      if (part.innerHTML === written.get(name)) continue;
      written.set(name, part.innerHTML);
      live.querySelector(`[data-part="${name}"]`).replaceChildren(...part.childNodes);
    }
    live.className = fresh.className;
    if (known < 0) return;
    const rest = shown.slice(known).map((entry) => {
      const same = mine[place.get(entry.id)];
      return same?.dataset.revision === entry.dataset.revision ? same : entry;
    });
    const oldest = Math.max(...rest.map((entry) => place.get(entry.id) ?? -1));
    const next = [...rest, ...mine.slice(oldest + 1)];
    if (next.length !== mine.length || next.some((entry, index) => entry !== mine[index])) list.replaceChildren(...next);
  });
  offer();
}

/** "3 new updates", in a place that screen readers read from when they have a moment. */
function offer() {
  tellAges();
  const count = waiting.length;
  const told = counts[new Intl.PluralRules(root.lang).select(count)] ?? counts.other;
  const text = count ? told.replace('{n}', count) : '';
  if (news.textContent === text) return;
  news.replaceChildren();
  if (!count) return;
  news.append(make('button', 'live-more', {type: 'button', textContent: text, onclick: show}));
}

function show() {
  if (gap) return location.assign(address);
  const [newest] = waiting;
  list.querySelector('.empty')?.remove();
  list.prepend(...waiting);
  waiting = [];
  offer();
  newest.focus();
}

// Without a connection nothing is read: the stream comes back, and says so again.
let asked = 0;
async function read() {
  const mine = ++asked;
  try {
    const answer = await fetch(`${address}/live`);
    const text = answer.ok && await answer.text();
    if (text && mine === asked) take(new DOMParser().parseFromString(text, 'text/html').querySelector('.live'));
  } catch {}
}

if (live.dataset.first === 'yes' && live.classList.contains('live-on')) {
  root.style.overflowAnchor = 'none';   // keepPlace() does it, in every browser and once.
  follow(`${address}/stream`, live.dataset.last, {live: read, gap: read});
}
