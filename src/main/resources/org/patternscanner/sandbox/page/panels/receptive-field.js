// What a unit of each layer sees, computed and measured; and which units a pixel changes.

import {newest, post} from '../api.js';
import {choice, table} from '../controls.js';
import {element} from '../element.js';
import {createMatrix} from '../matrix.js';
import {bytesOf, createChooser, currentPicture} from '../picture.js';

// From the layer next to the image upwards: Okabe and Ito's colours, and each box lies in the next.
const COLOURS = {conv1: '#0072b2', pool1: '#009e73', conv2: '#d55e00', pool2: '#cc79a7'};

const span = ({first, last}) => `${first}–${last}`;
const boxOf = ({rows, columns}, colour, dashed = false) => ({
  row: rows.first, column: columns.first,
  rows: rows.last - rows.first + 1, columns: columns.last - columns.first + 1,
  colour, dashed,
});

function mount(root, page) {
  const {state, facts, signal} = page;
  const layers = facts.network.layers.filter(layer => layer.spatial);
  let image = null;
  let began = performance.now();
  const touched = () => (began = performance.now());
  const error = element('p', {class: 'error', role: 'alert'});

  root.append(
      error,
      createChooser(page),
      element('div', {class: 'two'}, createUnits(), createPoke()),
      createStack(page));

  /** A unit, and its nested boxes on the digit. */
  function createUnits() {
    const digit = createMatrix({label: 'What this unit sees', look: 'ink'});
    const map = createMatrix({
      label: 'The layer’s map: choose a unit',
      look: 'diverging',
      size: 'small',
      table: false,
      onPoint: (row, column, pressed) => {
        if (pressed || document.activeElement === map.canvas) {
          touched();
          state.set({unit: `${row},${column}`});
        }
      },
    });
    const words = element('p', {role: 'status'});
    const rows = element('div');
    const ask = newest(body => post('receptive-field/unit', body));

    async function update() {
      try {
        image = await currentPicture(state);
        const layer = state.get('layer', 'pool2');
        const size = layers.find(each => each.name === layer)?.output[1] ?? 1;
        const [row, column] = state.get('unit', '3,3').split(',').map(Number).map(n => Math.min(size - 1, n || 0));
        const reply = await ask({layer, row, column});
        if (reply === undefined || signal.aborted) {
          return;
        }
        error.textContent = '';
        digit.show(image, {boxes: reply.nested.map(each => boxOf(each.field, COLOURS[each.layer]))});
        map.show(Array.from({length: size}, () => new Array(size).fill(0)), {max: 1, selected: [row, column], word: () => `a unit of ${layer}`});
        const computed = reply.nested[0].field;
        words.textContent =
          `Unit ${row}, ${column} of ${layer}: computed rows ${span(computed.rows)}, columns ${span(computed.columns)}; ` +
          `measured rows ${span(reply.measured.rows)}, columns ${span(reply.measured.columns)}` +
          (reply.agrees ? ': the same pixels.' : ': they differ.');
        rows.replaceChildren(table(
            'The unit and those it reads',
            ['layer', 'unit', 'rows', 'columns'],
            reply.nested.map(each => [
              element('span', {}, swatch(COLOURS[each.layer]), each.layer),
              `${each.row}, ${each.column}`, span(each.field.rows), span(each.field.columns),
            ])));
        page.timing('receptive-field', began);
      } catch (failure) {
        error.textContent = failure.message;
      }
    }

    state.onChange(update, signal, ['picture', 'layer', 'unit']);
    update();
    return element(
        'section',
        {class: 'box'},
        element('h3', {}, 'One unit, through all layers'),
        choice(state, signal, {name: 'layer', options: layers.map(layer => layer.name), fallback: 'pool2', forget: ['unit']}),
        map.element, digit.element, words, rows);
  }

  /** One pixel, and the units that change with it. */
  function createPoke() {
    const digit = createMatrix({
      label: 'Poke a pixel',
      look: 'ink',
      onPoint: (row, column, pressed) => {
        if (pressed || document.activeElement === digit.canvas) {
          touched();
          state.set({poke: `${row},${column}`});
        }
      },
    });
    const maps = Object.fromEntries(layers.map(layer =>
      [layer.name, createMatrix({label: layer.name, look: 'diverging', size: 'small', table: false})]));
    const words = element('p', {role: 'status'});
    const ask = newest(body => post('receptive-field/poke', body));

    async function update() {
      try {
        image = await currentPicture(state);
        const [row, column] = state.get('poke', '14,14').split(',').map(Number);
        digit.show(image, {selected: [row, column]});
        const reply = await ask({image: bytesOf(image), row, column});
        if (reply === undefined || signal.aborted) {
          return;
        }
        error.textContent = '';
        let outside = 0;
        const counts = reply.map(({layer, changed, reachable}) => {
          let count = 0;
          changed.forEach((line, y) => line.forEach((one, x) => {
            count += one;
            outside += one && !reachable[y][x] ? 1 : 0;
          }));
          maps[layer].show(changed.map((line, y) => line.map((one, x) => (one ? 1 : reachable[y][x] ? 0.15 : 0))), {max: 1});
          return `${count} of ${layer}`;
        });
        words.textContent = `Changed: ${counts.join(', ')}. ` + (outside
          ? `${outside} of them lie outside the computed field!`
          : 'All of them lie where the computed field has the pixel (pale: units that could have changed).');
        page.timing('poke', began);
      } catch (failure) {
        error.textContent = failure.message;
      }
    }

    state.onChange(update, signal, ['picture', 'poke']);
    update();
    return element(
        'section',
        {class: 'box'},
        element('h3', {}, 'One pixel: who notices?'),
        digit.element, words,
        element('div', {class: 'row'}, ...layers.map(layer => maps[layer.name].element)));
  }
}

/** A stack of one's own. */
function createStack({state, signal}) {
  const input = element('input', {type: 'text', size: 24, oninput: () => state.set({stack: input.value})});
  const error = element('p', {class: 'error', role: 'alert'});
  const result = element('div');
  const ask = newest(body => post('receptive-field/stack', body));

  async function update() {
    const stack = state.get('stack', '3,3,3');
    if (input.value !== stack) {
      input.value = stack;
    }
    try {
      const rows = await ask({stack});
      if (rows === undefined || signal.aborted) {
        return;
      }
      error.textContent = '';
      const weights = rows.reduce((sum, row) => sum + row.weights, 0);
      const last = rows.at(-1);
      result.replaceChildren(
          table('The stack', ['layer', 'window', 'sees', 'jump', 'start'],
              rows.map((row, i) => [String(i + 1), row.window, `${row.size} × ${row.size}`, String(row.jump), String(row.start)]), [1]),
          element('p', {}, `Weights for each pair of channels: ${weights}. One kernel of ${last.size} × ${last.size} ` +
            `would have ${last.size ** 2}.`));
    } catch (failure) {
      error.textContent = failure.message;
    }
  }

  state.onChange(update, signal, ['stack']);
  update();
  return element(
      'section',
      {class: 'box'},
      element('h3', {}, 'A stack of your own'),
      element('label', {}, 'Windows, the one next to the image first: ', input),
      element('p', {class: 'muted'}, 'Kernel size, then s stride, p padding, d dilation: 3,3,3 or 5s2p1d1,3'),
      error, result);
}

const swatch = colour => {
  const made = element('span', {class: 'swatch'});
  made.style.background = colour;
  return made;
};

export default {
  id: 'receptive-field',
  title: 'Receptive field',
  lead: 'A unit of the first layer sees 3 × 3 pixels. A unit behind it sees what those see that it ' +
    'reads: so the field grows with depth, and late layers see large parts of the digit.',
  quiz: {
    question: 'Three 3 × 3 convolutions follow each other. How many pixels does one unit of the last see?',
    choices: ['3 × 3', '5 × 5', '7 × 7', '9 × 9'],
    right: async () => {
      const rows = await post('receptive-field/stack', {stack: '3,3,3'});
      return (rows.at(-1).size - 3) / 2;
    },
    why: 'Each layer adds one pixel on every side: 3, 5, 7.',
  },
  command: ({state}) => {
    const layer = state.get('layer', 'pool2');
    return `cnn receptive-field --layer ${layer} --at ${state.get('unit', '3,3')} --image digit.png --output field.png    cnn receptive-field --measured    cnn receptive-field --stack ${state.get('stack', '3,3,3')}`;
  },
  code: [['ReceptiveField', 'through'], ['ReceptiveField', 'of'], ['MeasuredReceptiveField', 'tried']],
  mount,
};
