// Runs before anything is painted: a bar that this reader closed never shows, and there is a button for what this browser
// can do, so nothing moves. The rest is live.js, which comes after the first paint and takes nothing away from it.
{
  const root = document.documentElement;
  let closed = '';
  // Where storage is forbidden, the bar shows.
  try { closed = localStorage.getItem('dateline-bar-closed') ?? ''; } catch {}
  const keys = (root.dataset.bar ?? '').split(' ');
  root.classList.toggle('bar-closed', keys[0] && keys.every((key) => ` ${closed} `.includes(` ${key} `)));
  root.classList.toggle('can-copy', !!navigator.clipboard);   // Over plain http there is none.
  const {later} = document.currentScript.dataset;
  const add = (name, more) => document.head.append(Object.assign(document.createElement(name), more));
  new PerformanceObserver((_, watch) => {
    watch.disconnect();
    add('script', {type: 'module', src: later});
    add('link', {rel: 'manifest', href: '/manifest.webmanifest'});
  }).observe({type: 'paint', buffered: true});
}
