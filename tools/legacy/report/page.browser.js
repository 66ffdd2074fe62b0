/* global document */
'use strict';
{
  const pageRows = 200;
  const languages = JSON.parse(document.getElementById('data').textContent);
  const form = document.getElementById('filter');
  const body = document.querySelector('#list tbody');
  const more = document.getElementById('more');
  const tests = languages.flatMap(({ language, tests, reasons }) =>
    tests.map(([id, part, row]) => {
      const reason = reasons[row];
      return { language, part, id, row, state: reason ? reason.kind : row, text: reason ? reason.text : '' };
    }),
  );
  let found = [];
  let shown = 0;

  function cell(line, text, title) {
    const td = line.insertCell();
    td.textContent = text;
    if (title) td.title = title;
  }

  function showMore() {
    for (const test of found.slice(shown, shown + pageRows)) {
      const line = body.insertRow();
      line.className = test.state;
      cell(line, test.row, test.text);
      cell(line, test.id);
      cell(line, test.language);
      cell(line, test.part);
    }
    shown = Math.min(found.length, shown + pageRows);
    more.hidden = shown === found.length;
  }

  function filter() {
    const wanted = new FormData(form);
    const words = String(wanted.get('words')).toLowerCase().split(/\s+/).filter(Boolean);
    found = tests.filter(
      (test) =>
        (!wanted.get('language') || test.language === wanted.get('language')) &&
        (!wanted.get('state') || test.state === wanted.get('state')) &&
        words.every((word) => test.id.toLowerCase().includes(word)),
    );
    body.replaceChildren();
    shown = 0;
    showMore();
    document.getElementById('count').textContent = `${found.length} of ${tests.length} tests`;
  }

  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  more.addEventListener('click', showMore);
  filter();
}
