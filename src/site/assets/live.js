// What a page can do besides being read: the breaking bar turns its pages and follows the news, and times say how long
// ago they were. Without this file everything is still there.
(() => {
  'use strict';
  const root = document.documentElement;
  const closedKey = 'dateline-bar-closed';   // sessionStorage: the stories in the bar when it was closed.
  const turnAfter = 7000;                    // Milliseconds: two readings of a headline of 12 words.

  // Runs before the body is painted, so that a bar the reader closed never shows and nothing moves.
  const closed = () => { try { return (sessionStorage.getItem(closedKey) ?? '').split(' '); } catch { return []; } };
  const isClosed = (ids) => ids.length > 0 && ids.every((id) => closed().includes(id));
  const firstIds = (root.dataset.bar ?? '').split(' ').filter(Boolean);
  root.classList.toggle('bar-closed', isClosed(firstIds));

  // The site's clock, which in the sample edition is not the world's.
  const ahead = Number(root.dataset.clockAhead) || 0;
  const now = () => Date.now() + ahead * 1000;

  // The page's own language: its texts "script.*", and ages as the browser writes them in it.
  const words = JSON.parse(root.dataset.words ?? '{}');
  const ages = new Intl.RelativeTimeFormat(root.lang || 'en', {numeric: 'auto', style: 'short'});

  function age(seconds) {
    if (seconds < 60) return ages.format(0, 'second');
    if (seconds < 3600) return ages.format(-Math.floor(seconds / 60), 'minute');
    return ages.format(-Math.floor(seconds / 3600), 'hour');
  }

  /** Times of the last twelve hours become ages; what they replace stays on hover. Others are left as they are. */
  function tellAges() {
    for (const time of document.querySelectorAll('.facts time, .bar-age time, .report-head time, .reply-time time')) {
      time.dataset.words ??= time.textContent;
      const seconds = (now() - Date.parse(time.dateTime)) / 1000;
      const told = seconds > -60 && seconds < 12 * 3600 ? age(Math.max(0, seconds)) : time.dataset.words;
      if (time.textContent !== told) {
        time.textContent = told;
        time.title ||= time.dataset.words;
      }
    }
  }

  const icons = {
    previous: [words.previous, 'M10 2 4 8l6 6'], next: [words.next, 'M6 2l6 6-6 6'],
    pause: [words.pause, 'M5 2v12M11 2v12'], play: [words.play, 'M4 2l9 6-9 6z'], close: [words.close, 'M3 3l10 10M13 3 3 13'],
  };
  const svg = (path) => `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${path}"/></svg>`;

  class Bar {
    constructor(element) {
      this.element = element;
      this.markup = element.outerHTML;   // As the server wrote it, before anything is added.
      this.late = element.hidden;        // It was not there at first: it may come up, but may not push the page down.
      this.index = 0;
      this.paused = matchMedia('(prefers-reduced-motion: reduce)').matches;
      this.held = false;                 // While somebody points at it or is in it with the keyboard.
      this.status = document.createElement('p');
      this.status.className = 'unseen';
      this.status.setAttribute('role', 'status');
      document.body.append(this.status);
      for (const [event, held] of [['pointerenter', true], ['pointerleave', false], ['focusin', true], ['focusout', false]]) {
        element.addEventListener(event, () => { this.held = held; });
      }
      this.take();
      setInterval(() => { if (!this.paused && !this.held && !document.hidden) this.turn(1); }, turnAfter);
    }

    get list() { return this.element.querySelector('.bar-entries'); }
    get entries() { return [...this.element.querySelectorAll('.bar-entry')]; }
    get ids() { return this.entries.map((entry) => entry.dataset.story); }

    /** Makes what stands in the element work. */
    take() {
      if (!this.list) return;
      const controls = document.createElement('div');
      controls.className = 'bar-controls';
      for (const [name, does] of [['previous', () => this.turn(-1)], ['pause', () => this.pause(!this.paused)],
                                  ['next', () => this.turn(1)], ['close', () => this.close()]]) {
        if (name !== 'close' && this.entries.length < 2) continue;
        const button = document.createElement('button');
        button.type = 'button';
        button.className = `bar-${name}`;
        button.addEventListener('click', does);
        this.label(button, name);
        controls.append(button);
      }
      this.element.append(controls);
      if (this.entries.length > 1) this.pause(this.paused);
      let settle;
      this.list.addEventListener('scroll', () => {   // A reader may also swipe.
        clearTimeout(settle);
        settle = setTimeout(() => { if (this.list) this.index = Math.round(this.list.scrollLeft / this.list.clientWidth) || 0; }, 120);
      }, {passive: true});
      this.list.classList.add('bar-turning');
    }

    label(button, name) {
      button.innerHTML = svg(icons[name][1]);
      button.title = icons[name][0];
      button.setAttribute('aria-label', icons[name][0]);
    }

    turn(by) {
      const count = this.entries.length;
      if (count < 2 || root.classList.contains('bar-closed')) return;
      this.index = (this.index + by + count) % count;
      this.list.scrollLeft = this.index * this.list.clientWidth;
    }

    pause(paused) {
      this.paused = paused;
      this.label(this.element.querySelector('.bar-pause'), paused ? 'play' : 'pause');
    }

    close() {
      try { sessionStorage.setItem(closedKey, this.ids.join(' ')); } catch { /* It comes back on the next page. */ }
      root.classList.add('bar-closed');
    }

    /** What /live sent: the whole bar. */
    show(markup) {
      const template = document.createElement('template');
      template.innerHTML = markup;
      const fresh = template.content.querySelector('.bar');
      // A new connection brings the bar that is there already: nothing is to be redrawn then.
      if (!fresh || fresh.outerHTML === this.markup) return;
      this.markup = fresh.outerHTML;
      const before = this.ids;
      const shown = before[this.index];
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
      const news = this.entries.filter((entry) => !before.includes(entry.dataset.story));
      this.index = Math.max(0, this.ids.indexOf(news.length ? news[0].dataset.story : shown));
      this.list.classList.remove('bar-turning');
      this.list.scrollLeft = this.index * this.list.clientWidth;
      this.list.classList.add('bar-turning');
      root.classList.toggle('bar-closed', isClosed(this.ids));
      if (news.length && before.length) {
        this.status.textContent = words.breaking.replace('{headline}', () => news[0].querySelector('.bar-headline').textContent);
      }
      tellAges();
    }
  }

  /** Listens while the page is seen: browsers allow a site six connections, and tabs in the background would take them. */
  function follow(bar) {
    let stream = null;
    const stop = () => { stream?.close(); stream = null; };
    const start = () => {
      if (stream || document.hidden) return;
      stream = new EventSource('/live');
      stream.addEventListener('bar', (event) => bar.show(event.data));
      // Not the browser's own reconnecting: it says which event it had last, and a restarted server counts from one.
      stream.addEventListener('error', () => { stop(); setTimeout(start, 3000 + Math.random() * 4000); });
    };
    document.addEventListener('visibilitychange', () => (document.hidden ? stop() : start()));
    addEventListener('pagehide', stop);
    addEventListener('pageshow', start);
    start();
  }

  /** Gives the reply form a key of its own, so that a double click sends one reply: the page is the same for everybody. */
  function keyForm(form) {
    const once = form?.elements.namedItem('once');
    if (!once) return;
    const key = () => { once.value ||= [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join('-'); };
    form.addEventListener('input', key);
    form.addEventListener('submit', key);
  }

  document.addEventListener('DOMContentLoaded', () => {
    keyForm(document.getElementById('commentform'));
    setInterval(tellAges, 30000);
    const element = document.getElementById('bar');
    if (!element) return tellAges();
    follow(new Bar(element));
    tellAges();
  });
})();
