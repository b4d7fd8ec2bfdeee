// Keeps the pages for when there is no network; a browser that cannot, or a server without https, shows them all the same.
addEventListener('load', () => {
  navigator.serviceWorker?.register(new URL('./worker.js', import.meta.url)).catch(() => undefined);
});
