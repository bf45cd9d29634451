// Runs before anything is painted: a bar that this reader closed never shows, so nothing moves. The rest is live.js.
(() => {
  'use strict';
  const root = document.documentElement;
  let closed = '';
  // Where storage is forbidden, the bar shows.
  try { closed = localStorage.getItem('dateline-bar-closed') ?? ''; } catch {}
  const keys = (root.dataset.bar ?? '').split(' ').filter(Boolean);
  root.classList.toggle('bar-closed', !!keys[0] && keys.every((key) => ` ${closed} `.includes(` ${key} `)));
})();
