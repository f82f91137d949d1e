// One weight and all its copies; and what the same map costs without sharing.

import {newest, post} from '../api.js';
import {numberInput, table} from '../controls.js';
import {element} from '../element.js';
import {whole} from '../format.js';
import {createMatrix} from '../matrix.js';

const BYTES = 4; // float32

function mount(root, page) {
  root.append(createTied(page), createMeter(page));
}

function createTied({state, signal, timing}) {
  let began = performance.now();
  let answer = null;
  const touched = () => (began = performance.now());
  const error = element('p', {class: 'error', role: 'alert'});
  const words = element('p', {role: 'status'});
  const kernel = createMatrix({
    label: 'The kernel: choose one of its weights',
    look: 'diverging',
    size: 'small',
    onPoint: (row, column, pressed) => {
      if (pressed || document.activeElement === kernel.canvas) {
        touched();
        state.set({weight: row * side() + column});
      }
    },
  });
  const matrix = createMatrix({
    label: 'The convolution as a dense layer’s matrix: a row for each output, a column for each pixel',
    look: 'diverging',
    size: 'wide',
    onPoint: (row, column, pressed) => {
      const weight = answer?.weightAt[row]?.[column] ?? -1;
      if ((pressed || document.activeElement === matrix.canvas) && weight >= 0) {
        touched();
        state.set({weight});
      }
    },
  });
  const side = () => state.number('mk', 3);
  const ask = newest(body => post('weight-sharing/matrix', body));

  async function update() {
    try {
      const reply = await ask({side: state.number('mn', 6), kernel: side(), padding: state.number('mp', 0)});
      if (reply === undefined || signal.aborted) {
        return;
      }
      error.textContent = '';
      answer = reply;
      const k = side();
      const weight = Math.min(k * k - 1, state.number('weight', 4));
      const colour = (w => (w === weight ? 1 : -0.45));
      kernel.show(
          Array.from({length: k}, (_, row) => Array.from({length: k}, (_, column) => colour(row * k + column))),
          {max: 1, selected: [Math.floor(weight / k), weight % k], word: (row, column) => `weight ${row * k + column}`});
      let copies = 0;
      matrix.show(reply.weightAt.map(row => row.map(w => {
        copies += w === weight ? 1 : 0;
        return w < 0 ? 0 : colour(w);
      })), {max: 1, word: (row, column) => (reply.weightAt[row][column] < 0 ? 'none' : `weight ${reply.weightAt[row][column]}`)});
      words.textContent =
        `Weight ${weight} (orange) stands in ${copies} places. Of ${whole(reply.cells)} cells ${whole(reply.filled)} hold a weight, ` +
        `and there are only ${k * k} different ones.`;
      timing('weight-sharing', began);
    } catch (failure) {
      error.textContent = failure.message;
    }
  }

  const number = (name, label, least, most, fallback) =>
    numberInput(state, signal, {name, label, least, most, fallback, touched});
  state.onChange(update, signal, ['mn', 'mk', 'mp', 'weight']);
  update();
  return element(
      'section',
      {class: 'box'},
      element('h3', {}, 'One weight, and all its copies'),
      element('div', {class: 'controls'}, number('mn', 'image side', 2, 10, 6), number('mk', 'kernel', 1, 7, 3), number('mp', 'padding', 0, 7, 0)),
      error, words,
      element('div', {class: 'tied'}, kernel.element, matrix.element));
}

function createMeter({state, signal}) {
  const error = element('p', {class: 'error', role: 'alert'});
  const result = element('div');
  const ask = newest(body => post('weight-sharing/cost', body));

  async function update() {
    try {
      const costs = await ask({
        inputs: state.number('cin', 1), outputs: state.number('cout', 32),
        side: state.number('cn', 28), kernel: state.number('ck', 3),
      });
      if (costs === undefined || signal.aborted) {
        return;
      }
      error.textContent = '';
      const shared = costs.at(-1).parameters;
      const most = Math.log10(Math.max(...costs.map(each => each.parameters)));
      result.replaceChildren(table(
          'What the same map costs',
          ['layer', 'parameters', 'times as many', 'on a scale of powers of ten', 'multiply-adds', 'bytes'],
          costs.map(each => {
            const bar = element('div', {class: 'bar'});
            bar.style.width = `${Math.round((160 * Math.log10(each.parameters)) / most)}px`;
            return [each.layer, whole(each.parameters), whole(Math.round(each.parameters / shared)), bar, whole(each.multiplyAdds), whole(BYTES * each.parameters)];
          }), [0, 3]));
    } catch (failure) {
      error.textContent = failure.message;
    }
  }

  const number = (name, label, least, most, fallback) => numberInput(state, signal, {name, label, least, most, fallback});
  state.onChange(update, signal, ['cin', 'cout', 'cn', 'ck']);
  update();
  return element(
      'section',
      {class: 'box'},
      element('h3', {}, 'The same map, three ways'),
      element('p', {class: 'muted'}, 'Dense: every output has a weight for every pixel. Locally connected: a window, but each place has weights of its own. Convolution: one set of weights for all places.'),
      element('div', {class: 'controls'}, number('cin', 'channels in', 1, 1024, 1), number('cout', 'channels out', 1, 1024, 32), number('cn', 'image side', 1, 512, 28), number('ck', 'kernel', 1, 7, 3)),
      error, result);
}

export default {
  id: 'weight-sharing',
  title: 'Weight sharing',
  lead: 'A convolution is a dense layer with two rules: far pixels get no weight, and all places use ' +
    'the same few weights. That is the bargain: far fewer parameters, and a filter finds its ' +
    'pattern in every place.',
  quiz: {
    question: 'The first layer makes 32 maps of 28 × 28 numbers with 320 weights and biases. How many would a dense layer need for as many numbers?',
    choices: ['about 25 thousand', 'about 250 thousand', 'about 20 million'],
    right: async () => {
      const costs = await post('weight-sharing/cost', {inputs: 1, outputs: 32, side: 28, kernel: 3});
      const power = Math.round(Math.log10(costs[0].parameters / 2.5e4));
      return Math.max(0, Math.min(2, power >= 2 ? 2 : power));
    },
    why: '784 pixels times 25,088 outputs, and a bias for each.',
  },
  command: () => 'cnn lab weight-sharing    cnn summary',
  code: [['TiedMatrix', 'of'], ['TiedMatrix', 'times'], ['Layer', 'parameters']],
  mount,
};
