// Shift, then convolve; or convolve, then shift: is it the same?

import {newest, post} from '../api.js';
import {numberInput} from '../controls.js';
import {element} from '../element.js';
import {format, nameOf, parse} from '../kernels.js';
import {createMatrix} from '../matrix.js';
import {createChooser, currentPicture} from '../picture.js';
import {largest} from '../scale.js';

const FIRST = '-1,0,1,-2,0,2,-1,0,1';
const MOST = 14;

function mount(root, page) {
  const {state, facts, signal} = page;
  let image = null;
  let began = performance.now();
  let dragged = null; // where a drag began, and the shift then
  const touched = () => (began = performance.now());
  const error = element('p', {class: 'error', role: 'alert'});
  const words = element('p', {role: 'status'});
  const pooledWords = element('p', {role: 'status'});
  const shift = () => [state.number('down', 0), state.number('right', 1)];
  const clamp = value => Math.min(MOST, Math.max(-MOST, value));

  const digit = createMatrix({
    label: 'Shifted picture: drag it, or use the arrow keys',
    look: 'ink',
    onPoint: (row, column, pressed, event) => {
      if (event.type === 'keydown') {
        const [down, right] = shift();
        const step = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]}[event.key] ?? [0, 0];
        move(down + step[0], right + step[1]);
      } else if (event.type === 'pointerdown') {
        dragged = {row, column, shift: shift()};
      } else if (pressed && dragged) {
        move(dragged.shift[0] + row - dragged.row, dragged.shift[1] + column - dragged.column);
      }
    },
  });
  const view = (label, legend = false) => createMatrix({label, look: 'diverging', legend, size: 'small', table: false});
  const first = view('convolution of the shifted picture');
  const last = view('shifted convolution');
  const difference = view('difference', true);
  const pooledFirst = view('through pooling: shifted first');
  const pooledLast = view('through pooling: shifted last');
  const pooledDifference = view('difference', true);

  function move(down, right) {
    touched();
    state.set({down: clamp(down), right: clamp(right)});
  }

  const kernels = element(
      'select',
      {onchange: () => {
        touched();
        state.set({kernel: format(facts.kernels.find(each => each.name === kernels.value).weights)});
      }},
      ...facts.kernels.map(kernel => element('option', {value: kernel.name}, kernel.name)));

  const ask = newest(body => post('equivariance', body));

  async function update() {
    try {
      image = await currentPicture(state);
      const kernel = parse(state.get('kernel', FIRST)) ?? parse(FIRST);
      kernels.value = nameOf(kernel, facts.kernels) ?? '';
      const [down, right] = shift();
      const reply = await ask({image, kernel, down, right});
      if (reply === undefined || signal.aborted) {
        return;
      }
      error.textContent = '';
      digit.show(reply.shifted);
      show(reply.convolved, first, last, difference);
      show(reply.pooled, pooledFirst, pooledLast, pooledDifference);
      words.textContent = sentence('Convolution', reply.convolved);
      const odd = down % 2 !== 0 || right % 2 !== 0;
      pooledWords.textContent = sentence('Max-pooling with stride 2', reply.pooled) +
        (odd ? ' The shift is odd, and no map can move by half a pixel.' : ' The shift is even: the map moves by half as much.');
      page.timing('equivariance', began);
    } catch (failure) {
      error.textContent = failure.message;
    }
  }

  function show(comparison, ...views) {
    const max = Math.max(largest(comparison.shiftedFirst), largest(comparison.shiftedLast));
    views[0].show(comparison.shiftedFirst, {max});
    views[1].show(comparison.shiftedLast, {max});
    views[2].show(comparison.difference, {max});
  }

  function sentence(what, {inside, border}) {
    const zero = inside < 1e-5;
    return `${what}: inside, the largest difference is ${inside.toFixed(4)}${zero ? ' – the same' : ''}; at the border ${border.toFixed(4)}.`;
  }

  const number = (name, label, fallback) =>
    numberInput(state, signal, {name, label, least: -MOST, most: MOST, fallback, touched});
  root.append(
      error,
      element(
          'div',
          {class: 'two'},
          element('div', {}, createChooser(page), element('fieldset', {}, element('legend', {}, 'Shift'),
              number('down', 'rows down', 0), number('right', 'columns right', 1), element('label', {}, 'kernel', kernels))),
          digit.element),
      element('section', {class: 'box'}, element('h3', {}, 'Convolution'), words,
          element('div', {class: 'three even'}, first.element, last.element, difference.element)),
      element('section', {class: 'box'}, element('h3', {}, 'Convolution, then 2 × 2 max-pooling'), pooledWords,
          element('div', {class: 'three even'}, pooledFirst.element, pooledLast.element, pooledDifference.element)),
      element('p', {class: 'lead'}, 'Equivariant: the map moves with the picture. Invariant would be: the answer stays ' +
        'the same. Convolution gives the first; the network has to learn the second.'));
  state.onChange(update, signal);
  update();
}

export default {
  id: 'equivariance',
  title: 'Equivariance',
  lead: 'The same kernel is used everywhere. So if the digit moves, its map moves with it: that is ' +
    'translation equivariance, and it comes with weight sharing for free.',
  quiz: {
    question: 'The digit moves one pixel to the right. What does the map after a 2 × 2 max-pool with stride 2 do?',
    choices: ['it moves one pixel', 'it moves half a pixel, so no shifted map is the same', 'it stays as it is'],
    right: () => 1,
    why: 'A pooled pixel covers two columns; after an odd shift the windows cut the picture elsewhere.',
  },
  command: () => 'cnn lab equivariance',
  code: [['ForwardPass', 'shift'], ['ForwardPass', 'slide'], ['ForwardPass', 'maxPool']],
  mount,
};
