// Runs before GraphiQL's own program: tells it where its workers are, then starts it and wires the examples.
'use strict';
(() => {
  const given = JSON.parse(document.getElementById('given').textContent);
  const workers = { editorWorkerService: 'editor', json: 'json', graphql: 'graphql' };
  self.MonacoEnvironment = {
    globalAPI: true,
    getWorkerUrl: (_module, label) => `/graphiql/${workers[label] ?? 'editor'}.worker.js`,
  };
  const asked = new URLSearchParams(location.search);
  const named = given.examples.find(({ name }) => name === asked.get('example'));

  async function showWhoAsks() {
    const answer = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hesabu-client': 'graphiql' },
      body: JSON.stringify({ query: '{ viewer { name } }' }),
    }).then((response) => response.json(), () => ({}));
    document.getElementById('signedOut').hidden = Boolean(answer.data?.viewer);
    return Boolean(answer.data?.viewer);
  }

  function show(example) {
    const models = self.monaco?.editor.getModels() ?? [];
    const operation = models.find(({ uri }) => uri.path.endsWith('operation.graphql'));
    if (!operation) {
      location.search = `?example=${encodeURIComponent(example.name)}`;
      return;
    }
    operation.setValue(example.query);
    models.find(({ uri }) => uri.path.endsWith('variables.json'))?.setValue('');
    for (const button of document.querySelectorAll('[data-example]')) {
      button.setAttribute('aria-current', String(button.dataset.example === example.name));
    }
  }

  document.getElementById('examples').addEventListener('click', ({ target }) => {
    const button = target.closest('[data-example]');
    const example = button && given.examples.find(({ name }) => name === button.dataset.example);
    if (example) show(example);
  });
  const toggle = document.getElementById('toggle');
  const setOpen = (isOpen) => {
    document.body.classList.toggle('narrow', !isOpen);
    toggle.setAttribute('aria-expanded', String(isOpen));
  };
  toggle.addEventListener('click', () => setOpen(document.body.classList.contains('narrow')));
  if (matchMedia('(max-width: 800px)').matches) setOpen(false);

  addEventListener('DOMContentLoaded', () => {
    const query = named?.query ?? asked.get('query') ?? undefined;
    self.YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), {
      endpoint: '/graphql',
      title: 'GraphiQL',
      logo: '',
      credentials: 'same-origin',
      additionalHeaders: { 'x-hesabu-client': 'graphiql' },
      shouldPersistHeaders: false,
      ...(query ? { query } : { defaultQuery: given.welcome }),
    });
    let wasIn = true;
    const check = async () => {
      const isIn = await showWhoAsks();
      if (isIn && !wasIn) location.reload(); // the schema can be read now
      wasIn = isIn;
    };
    void check();
    addEventListener('focus', check);
  });
})();
