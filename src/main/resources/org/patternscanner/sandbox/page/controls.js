// Controls that keep up with the state.

import {element} from './element.js';

/** A number between two bounds. */
export function numberInput(state, signal, {name, label, least, most, fallback, step, read, write, touched}) {
  const current = read ?? (() => state.number(name, fallback));
  const store = write ?? (value => state.set({[name]: value}));
  const input = element('input', {
    type: 'number', min: least, max: most, step: step ?? 1,
    oninput: () => {
      const value = Number(input.value);
      if (input.value !== '' && Number.isFinite(value) && value >= least && value <= most) {
        touched?.();
        store(value);
      }
    },
    onchange: () => {
      const value = Number(input.value);
      const wanted = input.value === '' || !Number.isFinite(value) ? current() : value;
      store(Math.min(most, Math.max(least, wanted)));
      update();
    },
  });
  function update() {
    if (document.activeElement !== input || Number(input.value) !== current()) {
      input.value = current();
    }
  }
  state.onChange(update, signal);
  update();
  const labelled = element('label', {}, label ?? name, input);
  labelled.update = update; // for those whose number changes without the state
  return labelled;
}

/** One of some words; a change of it forgets other words of the state. */
export function choice(state, signal, {name, label, options, fallback, forget = []}) {
  const forgotten = Object.fromEntries(forget.map(each => [each, undefined]));
  const select = element(
      'select',
      {'aria-label': label ?? name, onchange: () => state.set({...forgotten, [name]: select.value})},
      ...options.map(option => {
        const [value, text] = Array.isArray(option) ? option : [option, option];
        return element('option', {value}, text);
      }));
  const update = () => (select.value = state.get(name, fallback));
  state.onChange(update, signal);
  update();
  return element('label', {}, label ?? name, select);
}

/** A table: heads, then rows of cells; text for the columns that hold words. */
export function table(caption, heads, rows, textColumns = [0]) {
  const kind = i => (textColumns.includes(i) ? 'text' : null);
  return element(
      'div',
      {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption},
      element(
          'table',
          {},
          element('caption', {class: 'visually-hidden'}, caption),
          element('thead', {}, element('tr', {}, ...heads.map((head, i) => element('th', {scope: 'col', class: kind(i)}, head)))),
          element('tbody', {}, ...rows.map(row => element('tr', {}, ...row.map((cell, i) => element('td', {class: kind(i)}, cell)))))));
}
