// Shows the offline page in place of one that cannot be reached. Everything else goes its way. `edition` stands before.
addEventListener('install', (event) => {
  event.waitUntil(caches.open(edition).then((kept) => kept.add(new Request('/offline', {cache: 'reload'}))));
});
addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((all) => Promise.all(all.filter((name) => name !== edition).map((name) => caches.delete(name)))));
});
addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate' || event.request.method !== 'GET') return;
  event.respondWith(fetch(event.request).catch(() => caches.match('/offline')));
});
