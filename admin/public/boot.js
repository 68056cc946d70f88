// Runs before the first paint: the stored appearance decides the page's colour, so that dark never flashes white.
(function () {
  var stored = null;
  try {
    stored = JSON.parse(localStorage.getItem('RaStore.appearance') || 'null');
  } catch (_) {
    stored = null;
  }
  var dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
