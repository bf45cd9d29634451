// What a page can do besides being read: the breaking bar turns its pages and follows the news, and times say how long
// ago they were. Without this file everything is still there.
export const root = document.documentElement;
const all = (selector) => [...document.querySelectorAll(selector)];

/** The page's own language: its texts "script.*". */
export const words = JSON.parse(root.dataset.words ?? '{}');

// Ages, by the site's clock, which in the sample edition is not the world's.
const now = () => Date.now() + (Number(root.dataset.clockAhead) || 0) * 1000;
const ages = new Intl.RelativeTimeFormat(root.lang || 'en', {numeric: 'auto', style: 'short'});

function age(seconds) {
  if (seconds < 60) return ages.format(0, 'second');
  if (seconds < 3600) return ages.format(-Math.floor(seconds / 60), 'minute');
  return ages.format(-Math.floor(seconds / 3600), 'hour');
}

/** Times of the last twelve hours become ages; what they replace stays on hover. Others are left as they are. */
export function tellAges() {
  for (const time of all(':is(.facts, .bar-age, .report-head, .reply-time, .live-time, .live-state) time')) {
    time.dataset.words ??= time.textContent;
    const seconds = (now() - Date.parse(time.dateTime)) / 1000;
    const told = seconds > -60 && seconds < 12 * 3600 ? age(Math.max(0, seconds)) : time.dataset.words;
    if (time.textContent === told) continue;
    time.textContent = told;
    time.title ||= time.dataset.words;
  }
}

/**
 * Calls what `events` names for each event of a stream, once each, over any break. `last` is the event that the page was
 * made with. Listens while the page is seen: browsers allow a site six connections, and hidden tabs would take them.
 */
export function follow(address, last, events) {
  let stream = null;
  let again;
  const stop = () => {
    clearTimeout(again);
    stream?.close();
    stream = null;
  };
  const start = () => {
    if (stream || document.hidden) return;
    stream = new EventSource(`${address}?last=${last}`);
    for (const [name, does] of Object.entries(events)) {
      stream.addEventListener(name, (event) => {
        last = event.lastEventId || last;
        does(event.data);
      });
    }
    // The browser comes back by itself and says what it had, except after an answer that is no stream (a proxy's 502).
    stream.addEventListener('error', () => {
      if (stream?.readyState !== EventSource.CLOSED) return;
      stop();
      again = setTimeout(start, 3000 + Math.random() * 4000);
    });
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : start()));
  start();
}

/** An element with one class, and what else it is. */
export const make = (name, className, more) => Object.assign(document.createElement(name), {className, ...more});

const icons = {
  previous: [words.previous, 'M10 2 4 8l6 6'], next: [words.next, 'M6 2l6 6-6 6'],
  pause: [words.pause, 'M5 2v12M11 2v12'], play: [words.play, 'M4 2l9 6-9 6z'], close: [words.close, 'M3 3l10 10M13 3 3 13'],
};

class Bar {
  constructor(element) {
    this.element = element;
    this.markup = element.outerHTML;   // As the server wrote it, before anything is added.
    this.late = element.hidden || root.classList.contains('bar-closed');   // It may come up, but may not push the page down.
    this.index = 0;
    this.paused = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.held = false;                 // While somebody points at it or is in it with the keyboard.
    this.status = make('div', 'unseen', {role: 'status'});   // Screen readers read it when they have a moment.
    document.body.append(this.status);
    for (const event of ['pointerenter', 'focusin']) element.addEventListener(event, () => { this.held = true; });
    for (const event of ['pointerleave', 'focusout']) element.addEventListener(event, () => { this.held = false; });
    this.take();
    this.told = new Set(this.names);
    // Milliseconds: two readings of a headline of 12 words.
    setInterval(() => { if (!this.paused && !this.held && !document.hidden) this.turn(1); }, 7000);
    const tell = (data) => this.tell(JSON.parse(data));
    follow('/live', root.dataset.last ?? '', {
      bar: (markup) => this.show(markup),
      bulletin: tell, notice: tell,
      // The server was started anew, or kept less than was missed: from here on the bar itself says what broke.
      gap: () => { this.missed = true; this.catchUp(); },
    });
  }

  get list() { return this.element.querySelector('.bar-entries'); }
  get entries() { return all('#bar .bar-entry'); }
  get keys() { return this.entries.map((entry) => entry.dataset.key); }
  /** By the story too: what an editor pins, has broken before. */
  get names() { return this.entries.flatMap((entry) => [entry.dataset.key, entry.dataset.story]); }

  /** Makes what stands in the element work. */
  take() {
    if (!this.list) return;
    const controls = make('div', 'bar-controls');
    for (const [name, does] of [['previous', () => this.turn(-1)], ['pause', () => this.pause(!this.paused)],
                                ['next', () => this.turn(1)], ['close', () => this.close()]]) {
      if (name !== 'close' && this.entries.length < 2) continue;
      const button = make('button', `bar-${name}`, {type: 'button', onclick: does});
      this.label(button, name);
      controls.append(button);
    }
    this.element.append(controls);
    if (this.entries.length > 1) this.pause(this.paused);
    let settle;
    this.list.onscroll = ({target}) => {   // A reader may also swipe.
      clearTimeout(settle);
      settle = setTimeout(() => { this.index = Math.abs(Math.round(target.scrollLeft / target.clientWidth)) || 0; }, 120);
    };
    this.list.classList.add('bar-turning');
  }

  label(button, name) {
    const [text, path] = icons[name];
    button.innerHTML = `<svg viewBox="0 0 16 16"><path d="${path}"/></svg>`;
    button.title = button.ariaLabel = text;
  }

  turn(by) {
    if (this.entries.length > 1) this.go((this.index + by + this.entries.length) % this.entries.length);
  }

  go(index) {
    this.index = index;
    // In a script that runs from the right, what lies ahead has negative places.
    this.list.scrollLeft = index * this.list.clientWidth * (getComputedStyle(this.list).direction === 'rtl' ? -1 : 1);
  }

  pause(paused) {
    this.paused = paused;
    this.label(this.element.querySelector('.bar-pause'), paused ? 'play' : 'pause');
  }

  close() {
    // Where storage is forbidden, it comes back on the next page.
    try { localStorage.setItem('dateline-bar-closed', this.names.join(' ')); } catch {}
    root.classList.add('bar-closed');
    this.late = true;
  }

  /** What /live sent: the whole bar. */
  show(markup) {
    const fresh = new DOMParser().parseFromString(markup, 'text/html').querySelector('.bar');
    if (!fresh || fresh.outerHTML === this.markup) return;
    this.markup = fresh.outerHTML;
    const shown = this.keys[this.index];
    const focused = this.element.querySelector(':focus')?.classList[0];
    if (!fresh.querySelector('.bar-entry')) {
      if (this.late) this.element.hidden = true;
      else this.element.classList.add('bar-over');   // Its place is kept until the next page.
      this.element.replaceChildren();
      this.index = 0;
      return;
    }
    this.element.replaceChildren(...fresh.childNodes);
    this.element.hidden = false;
    this.element.classList.remove('bar-over');
    this.element.classList.toggle('bar-late', this.late);
    this.take();
    this.list.classList.remove('bar-turning');
    this.go(Math.max(0, this.keys.indexOf(shown)));
    this.list.classList.add('bar-turning');
    if (focused) this.element.querySelector(`.${focused}`)?.focus();
    // A bar that was closed comes back for what was not in it.
    if (!this.keys.every((key) => this.told.has(key))) root.classList.remove('bar-closed');
    tellAges();
    this.catchUp();
  }

  catchUp() {
    if (!this.missed) return;
    for (const entry of this.entries.reverse()) this.tell({...entry.dataset, headline: entry.querySelector('a').textContent});
  }

  /** A story that breaks, or the correction or withdrawal of one: said once, and shown. */
  tell({key, kind = 'breaking', headline}) {
    if (this.told.has(key)) return;
    this.told.add(key).add(key.split('.')[0]);
    const at = this.keys.indexOf(key);
    if (at >= 0 && !this.held) this.go(at);
    if (root.classList.contains('bar-closed')) return;
    this.status.append(make('p', '', {textContent: words[kind].replace('{headline}', () => headline)}));
  }
}

// A form that is sent twice is taken once. The page is the same for everybody, so each view of it gets a key here.
function giveKeys({persisted}) {
  for (const field of all('input[name="once"]')) {
    if (persisted || !field.value) field.value = crypto.getRandomValues(new Uint32Array(4)).join('-');
  }
}
addEventListener('pageshow', giveKeys);
giveKeys({});

for (const button of all('.copy-link')) {
  button.onclick = async () => {
    await navigator.clipboard.writeText(button.dataset.link);
    button.textContent = words.copied;
  };
}

setInterval(tellAges, 30000);
const bar = document.getElementById('bar');
// Each a task of its own, so that the page answers in between.
for (const task of [
  () => bar && new Bar(bar),
  tellAges,
  // It shows a page of ours in place of one that cannot be reached, and has no other business.
  () => navigator.serviceWorker?.register('/sw.js').catch(() => {}),
]) setTimeout(task);
