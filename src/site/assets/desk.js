// The desk by keyboard: j and k move through the rows, x checks one, and any other key presses what names it as its
// aria-keyshortcuts, or goes into it if it is a field: of what is checked, where something is; else of the row that one
// is at; else of the page. Without this file everything is still there.
(() => {
  'use strict';
  // Who dictates, or rests a hand on the keyboard, can switch the single keys off (WCAG 2.1.4); this browser remembers.
  const kept = (() => { try { return window.localStorage; } catch { return null; } })();   // Storage may be forbidden.
  let on = kept?.getItem('desk-keys') !== 'off';
  const rows = () => [...document.querySelectorAll('[data-row]')];
  const rowOf = (element) => element?.closest('[data-row]');
  let last = null;   // The row that was gone to last; the focus may have left it since.

  function step(by) {
    const all = rows();
    if (!all.length) return;
    const here = all.indexOf(rowOf(document.activeElement) ?? last);
    last = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + by))];
    last.querySelector('a').focus();   // The browser's own focus: Enter opens, and it is seen.
    last.scrollIntoView({block: 'nearest'});
    const opened = document.querySelector('.grounds[open]');
    if (opened && !last.contains(opened)) opened.open = false;
  }

  /** What has the key and can be seen. Never in another row than the one that one is at. */
  function find(key) {
    const all = rows();
    const row = rowOf(document.activeElement) ?? (last?.isConnected ? last : all.length === 1 ? all[0] : document.querySelector('[data-row="this"]'));
    for (const place of [document.querySelector('.some-checked'), row, document]) {
      for (const element of place?.querySelectorAll(`[aria-keyshortcuts~="${CSS.escape(key)}"]`) ?? []) {
        if (element.checkVisibility() && (place !== document || !rowOf(element))) return element;
      }
    }
    return null;
  }

  function press(key) {
    const element = find(/^[A-Z]$/.test(key) ? `Shift+${key}` : key);
    if (!element) return false;
    if (element.matches('input:not([type="checkbox"]), textarea')) {
      element.focus();
      element.select();
    } else {
      element.click();
      element.closest('details[open]')?.scrollIntoView({block: 'nearest'});
    }
    return true;
  }

  document.addEventListener('keydown', (event) => {
    const typing = event.target.matches('input:not([type="checkbox"]), textarea, select');
    if (event.key === 'Escape') {
      const opened = document.querySelector('.grounds[open]');
      if (typing) event.target.blur();
      else if (opened) opened.open = false;
      // Back to what the field belongs to, so that the next key goes on there.
      return (typing ? event.target : opened)?.closest('details')?.querySelector('summary').focus();
    }
    // From any field: the button of the row that it is in, or else the form's.
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      const within = event.target.closest('[data-row]') ?? event.target.closest('form');
      return within?.querySelector('[aria-keyshortcuts="Control+Enter"]')?.click();
    }
    if (!on || typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'j') step(1);
    else if (event.key === 'k') step(-1);
    else if (event.key === 'x') (rowOf(document.activeElement) ?? last)?.querySelector('input[type="checkbox"]')?.click();
    else if (event.key.length !== 1 || !press(event.key)) return;
    event.preventDefault();
  });

  document.addEventListener('focusin', ({target}) => { last = rowOf(target) ?? last; });

  function tell() {
    for (const element of document.querySelectorAll('[aria-keyshortcuts]')) {
      const title = `Key: ${element.getAttribute('aria-keyshortcuts')}`;
      if (on) element.title ||= title;
      else if (element.title === title) element.removeAttribute('title');
    }
  }
  for (const box of document.querySelectorAll('.keys-on')) {
    box.checked = on;
    box.addEventListener('change', () => {
      on = box.checked;
      if (on) kept?.removeItem('desk-keys');
      else kept?.setItem('desk-keys', 'off');
      tell();
    });
  }
  tell();
  for (const tab of document.querySelectorAll('nav [aria-current]')) tab.scrollIntoView({block: 'nearest', inline: 'nearest'});
  for (const keys of document.querySelectorAll('.keys')) keys.hidden = false;
})();
