// The output-size formula with its numbers put in, the windows, and the pixels that none reads.

import {newest, post} from '../api.js';
import {numberInput} from '../controls.js';
import {element} from '../element.js';
import {createMatrix} from '../matrix.js';

const settings = state => ({
  n: state.number('n', 28),
  kernel: state.number('k', 3),
  stride: state.number('s', 2),
  padding: state.number('p', 0),
  dilation: state.number('d', 1),
});

function mount(root, page) {
  const {state, signal} = page;
  let answer = null;
  let began = performance.now();
  const touched = () => (began = performance.now());
  const error = element('p', {class: 'error', role: 'alert'});
  const formula = element('p', {class: 'sum', role: 'status'});
  const unread = element('p');
  const diagram = createMatrix({
    label: 'One row for each place of the window, one column for each pixel',
    look: 'diverging',
    size: 'wide',
    onPoint: row => {
      touched();
      state.set({place: row});
    },
  });
  const picture = createMatrix({label: 'The same on a picture: this window, and what no window reads', look: 'diverging'});
  const ask = newest(body => post('output-size', body));

  async function update() {
    try {
      const body = settings(state);
      const reply = await ask(body);
      if (reply === undefined || signal.aborted) {
        return;
      }
      answer = reply;
      error.textContent = '';
      draw(body);
      page.timing('output-size', began);
    } catch (failure) {
      error.textContent = failure.message;
      formula.textContent = '';
      unread.textContent = '';
    }
  }

  function draw({n, padding}) {
    formula.textContent = `${answer.formula} = ${answer.size}`;
    unread.textContent = answer.neverRead.length
      ? `No window reads ${answer.neverRead.length === 1 ? 'pixel' : 'pixels'} ${answer.neverRead.join(', ')} (shaded).`
      : 'Every pixel is read.';
    const place = Math.min(answer.size - 1, state.number('place', 0));
    const padded = n + 2 * padding;
    const values = answer.places.map((pixels, i) => {
      const row = new Array(padded).fill(0);
      pixels.forEach(pixel => (row[pixel + padding] = i === place ? -1 : -0.6));
      return row;
    });
    diagram.show(values, {
      max: 1,
      selected: [place, answer.places[place][0] + padding],
      shaded: {columns: answer.neverRead.map(pixel => pixel + padding)},
      boxes: [{row: 0, column: padding, rows: answer.size, columns: n, colour: '#1a1a1a', dashed: true}],
      word: (row, column) => (values[row][column] === 0 ? '' : 'read'),
    });
    const taps = answer.places[place];
    const flat = Array.from({length: n}, (_, y) =>
      Array.from({length: n}, (_, x) => (taps.includes(y) && taps.includes(x) ? -1 : 0)));
    const inside = taps.filter(pixel => pixel >= 0 && pixel < n);
    picture.show(flat, {
      max: 1,
      shaded: answer.neverRead,
      word: (row, column) => (flat[row][column] !== 0 ? 'read here'
        : answer.neverRead.includes(row) || answer.neverRead.includes(column) ? 'never read' : ''),
      boxes: inside.length ? [{row: inside[0], column: inside[0], rows: inside.at(-1) - inside[0] + 1, columns: inside.at(-1) - inside[0] + 1}] : [],
    });
  }

  const number = (name, label, least, most, fallback) =>
    numberInput(state, signal, {name, label, least, most, fallback, touched});
  root.append(
      element(
          'fieldset',
          {},
          element('legend', {}, 'A window on an axis'),
          number('n', 'pixels n', 1, 64, 28),
          number('k', 'kernel k', 1, 64, 3),
          number('s', 'stride s', 1, 64, 2),
          number('p', 'padding p', 0, 64, 0),
          number('d', 'dilation d', 1, 64, 1)),
      element('p', {}, 'size = floor((n + 2p − d(k − 1) − 1) / s) + 1'),
      formula,
      unread,
      error,
      element('div', {class: 'two'}, diagram.element, picture.element));
  state.onChange(update, signal);
  update();
}

export default {
  id: 'output-size',
  title: 'Output size',
  lead: 'How many places does a window have? Count them, or put the numbers into the formula. What ' +
    'the last step does not reach, no unit ever sees.',
  quiz: {
    question: 'A 3 × 3 kernel slides over 28 × 28 pixels, two at a time, without padding. How large is the map?',
    choices: ['14 × 14', '13 × 13, and every pixel is read', '13 × 13, and the last row and column are never read'],
    right: async () => {
      const {size, neverRead} = await post('output-size', {n: 28, kernel: 3, stride: 2, padding: 0, dilation: 1});
      return size === 14 ? 0 : neverRead.length === 0 ? 1 : 2;
    },
    why: 'From place 12 the window reads the pixels 24 to 26; another step would need 28, which is not there.',
  },
  command: ({state}) => {
    const {n, kernel, stride, padding, dilation} = settings(state);
    return `cnn lab output-size    cnn receptive-field --stack ${kernel}s${stride}p${padding}d${dilation} --input ${n}`;
  },
  code: [['Window', 'outputSize'], ['Window', 'inputIndex'], ['Window', 'neverRead']],
  mount,
};
