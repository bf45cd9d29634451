// The queue of replies without new pages: what is decided leaves at once, and its row's place is kept until the desk has
// answered. Decisions go out one after the other, in the order made; what could not be decided comes back with the
// reason. Without this file the same forms lead from page to page.
(() => {
  'use strict';
  const list = document.querySelector('.desk-replies[data-queue]');
  const did = document.getElementById('did');
  const checked = document.getElementById('checked');
  if (!list || !window.DOMParser) return;
  const say = JSON.parse(list.dataset.texts);
  const acts = [];   // What Undo takes back, the latest last.
  const gone = new Set();   // Ids that were decided here: a page that is fetched meanwhile may still have them.
  const few = 15;   // At ten keys a second that is time enough to fetch the next.
  let sending = Promise.resolve(), unsent = 0, filling = false;

  const idOf = (row) => row.dataset.reply;
  const rowOf = (id) => document.getElementById(`reply-${id}`);
  const rows = () => [...list.querySelectorAll('[data-row]')];
  const boxes = () => [...list.querySelectorAll('.desk-reply-check input')];
  const focusOn = (row) => row?.querySelector('a').focus();

  /** Sends a form's fields when all before them are answered. Never fails: an answer has `problem` if it did. */
  function send(fields) {
    ++unsent;
    return sending = sending.then(async () => {
      try {
        const answer = await fetch(did.action, {method: 'POST', body: fields, keepalive: true, headers: {Accept: 'application/json'}});
        if (answer.headers.get('Content-Type').startsWith('application/json')) return await answer.json();
      } catch { /* As below. */ }
      return {problem: say.failed};
    }).finally(() => { --unsent; });
  }

  function show(text, act) {
    did.hidden = false;
    did.querySelector('[role="status"]').textContent = text;
    did.querySelector('button').hidden = !act;
  }

  function count({counts = {}}) {
    for (const tab of document.querySelectorAll('[data-count]')) {
      const n = counts[tab.dataset.count];
      if (n !== undefined) tab.querySelector('.count').textContent = n.toLocaleString(document.documentElement.lang);
    }
  }

  function tellChecked() {
    const n = boxes().filter((box) => box.checked).length;
    checked.classList.toggle('some-checked', n > 0);
    checked.querySelector('.checked-say').textContent = say.checked.replace('{count}', n);
    const all = checked.querySelector('.check-all input');
    all.checked = n > 0 && n === boxes().length;
    all.indeterminate = n > 0 && !all.checked;
  }

  /** Brings a row back into its place, with what went wrong; `fresh` is the row as it is by now. */
  function bringBack({row, place}, problem, fresh, typed) {
    if (!place.isConnected && !row.isConnected) list.prepend(place);
    let back = row;
    if (fresh) back = new DOMParser().parseFromString(fresh, 'text/html').querySelector('[data-row]');
    (row.isConnected ? row : place).replaceWith(back);
    gone.delete(idOf(back));
    back.querySelector('.desk-reply-check input').checked = false;
    back.querySelector('.row-problem')?.remove();
    const line = document.createElement('p');
    line.className = 'field-error row-problem';
    line.setAttribute('role', 'alert');
    line.textContent = problem;
    back.querySelector('.decision').before(line);
    const field = back.querySelector('[name="reason"]');
    if (field && typed) field.value = typed;
    empty();
  }

  const empty = () => {
    const none = !rows().length;
    document.getElementById('queue-empty').hidden = !none || filling;
    checked.hidden = none;
  };

  /** Adds what comes next in the queue, before the page is empty. */
  async function fill() {
    if (filling || rows().length > few) return empty();
    filling = true;
    try {
      for (let url = did.action + `?queue=${list.dataset.queue}`; url;) {
        const page = new DOMParser().parseFromString(await (await fetch(url)).text(), 'text/html');
        const fresh = [...page.querySelectorAll('.desk-replies > [data-row]')].filter((row) => !gone.has(idOf(row)) && !rowOf(idOf(row)));
        list.append(...fresh);
        if (fresh.length && !list.contains(document.activeElement)) focusOn(rows()[0]);
        url = fresh.length ? null : page.querySelector('a[rel="next"]')?.href;
      }
    } catch { /* The next act tries again. */ }
    filling = false;
    empty();
    tellChecked();
  }

  async function decide(form, button) {
    const fields = new URLSearchParams(new FormData(form, button));
    const reason = form.querySelector('[name="reason"]');
    if (fields.get('ground') === 'other' && !reason.value.trim()) return reason.focus();
    const away = fields.getAll('reply').map((mark) => rowOf(mark.split(':')[0])).filter(Boolean);
    if (!away.length) return;
    const act = {fields, was: list.dataset.state, state: fields.get('state') ?? 'rejected',
                 rows: away.map((row) => ({row, place: document.createComment('')}))};
    const all = rows();
    const next = all.slice(all.indexOf(away.at(-1)) + 1).find((row) => !away.includes(row)) ?? all.findLast((row) => !away.includes(row));
    for (const {row, place} of act.rows) {
      gone.add(idOf(row));
      row.replaceWith(place);
    }
    for (const folded of form.querySelectorAll('details')) folded.open = false;
    focusOn(next);
    acts.push(act);
    const whom = away.length > 1 ? String(away.length) : away[0].dataset.name;
    show(say[act.state === act.was ? 'kept' : act.state].replace('{whom}', whom), act);
    tellChecked();
    fill();
    const typed = reason?.value;
    if (reason && form === checked) reason.value = '';
    const answer = await send(fields);
    count(answer);
    for (const one of act.rows) {
      const left = answer.left?.find(({reply}) => reply === idOf(one.row));
      if (answer.problem ?? left) bringBack(one, answer.problem ?? left.problem, left?.row, typed);
    }
    act.rows = act.rows.filter(({row}) => !rowOf(idOf(row)));
    if (!act.rows.length && acts.includes(act)) acts.splice(acts.indexOf(act), 1);
  }

  async function undo() {
    const act = acts.pop();
    const fields = new URLSearchParams(act.fields);
    for (const name of ['ground', 'reason', 'answer', 'reply']) fields.delete(name);
    fields.set('state', act.was);
    fields.set('undo', 'yes');
    // Those that came back by themselves were not decided.
    const marks = act.fields.getAll('reply');
    const again = act.rows.filter(({row}) => !rowOf(idOf(row)));
    for (const {row, place} of again) {
      fields.append('reply', marks.find((mark) => mark.startsWith(idOf(row))));
      if (place.isConnected) place.replaceWith(row);
      else list.prepend(row);
      row.querySelector('.desk-reply-check input').checked = false;
      gone.delete(idOf(row));
    }
    focusOn(again[0]?.row);
    show(say.undone.replace('{whom}', again.length > 1 ? String(again.length) : again[0]?.row.dataset.name ?? ''), acts.at(-1));
    empty();
    tellChecked();
    const answer = await send(fields);
    count(answer);
    for (const one of again) {
      const left = answer.left?.find(({reply}) => reply === idOf(one.row));
      if (answer.problem ?? left) bringBack(one, answer.problem ?? left.problem, left?.row);
    }
  }

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form === did ? !acts.length : form !== checked && !list.contains(form)) return;
    event.preventDefault();
    if (form === did) undo();
    else decide(form, event.submitter);
  });
  document.addEventListener('change', ({target}) => {
    if (target.closest('.check-all')) for (const box of boxes()) box.checked = target.checked;
    tellChecked();
  });
  // One goes to another page only when the desk has everything.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (!unsent || !link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    sending.then(() => { location.href = link.href; });
  });
  window.addEventListener('beforeunload', (event) => {
    if (unsent) event.preventDefault();
  });
  checked.querySelector('.check-all').hidden = false;
  tellChecked();
  if (document.activeElement === document.body && !location.hash) focusOn(rows()[0]);
})();
