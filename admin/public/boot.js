// Runs before the first paint: the stored appearance decides the page's colour, so that dark never flashes white.
{
  const stored = localStorage.getItem('RaStore.appearance');
  const dark = stored === '"dark"' || (stored !== '"light"' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}
