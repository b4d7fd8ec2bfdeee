/**
 * Keeps all files of the pages and gives them without asking the network. All of one build lie in one cache, and a page goes on with the build that
 * it began with: a new build waits until no page of the old one is open, and takes its files with it.
 */
/** The names of all files, and a hash of all that is in them. */
const { files, hash } = /* BUILD */ { files: [], hash: '' };
const { scope } = self.registration;
const NAME = `brightfield ${scope} `;
const CACHE = NAME + hash;

/** The address of a file; the index is also that of its folder. */
const urlOf = (name) => new URL(name, scope).href;
const KEPT = new Map(files.map((name) => [urlOf(name), urlOf(name)]));
KEPT.set(scope, urlOf('index.html'));

self.addEventListener('install', (event) => {
  event.waitUntil(keep());
});

async function keep() {
  const cache = await caches.open(CACHE);
  // the server is asked whether what the browser has is still so
  await cache.addAll(files.map((name) => new Request(urlOf(name), { cache: 'no-cache' })));
}

self.addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name.startsWith(NAME) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  // with another query it is the same page
  const url = KEPT.get(request.url.replace(/[?#].*/, ''));
  if (request.method === 'GET' && url) event.respondWith(given(url, request));
});

async function given(url, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(url)) ?? fetch(request);
}
