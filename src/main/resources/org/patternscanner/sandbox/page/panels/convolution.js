// A kernel slides over a picture; each output pixel is a dot product.

import {newest, post} from '../api.js';
import {numberInput} from '../controls.js';
import {element} from '../element.js';
import {signed} from '../format.js';
import {format, nameOf, parse, resized} from '../kernels.js';
import {createMatrix} from '../matrix.js';
import {createChooser, currentPicture, dab, toBase64} from '../picture.js';

const FIRST = '-1,0,1,-2,0,2,-1,0,1'; // Sobel's, for vertical edges
const SLIDE_MILLIS = 70;

const kernelOf = state => parse(state.get('kernel', FIRST)) ?? parse(FIRST);

function settings(state) {
  return {
    stride: state.number('stride', 1),
    padding: state.number('padding', 1),
    dilation: state.number('dilation', 1),
    bias: state.number('bias', 0),
    relu: state.get('relu') === '1',
  };
}

function mount(root, page) {
  const {state, signal} = page;
  let image = null;
  let last = null; // the last map from the server, and what it was asked
  let lastAsked = null;
  let wanted = null; // what the controls ask for now: an answer to something else comes too late
  let pixel = null; // the last pixel's dot product
  let began = performance.now();
  const error = element('p', {class: 'error', role: 'alert'});
  const size = element('p');

  const input = createMatrix({
    label: 'Input: drag to draw',
    look: 'ink',
    paint: true,
    onPoint: (row, column, pressed) => {
      if (pressed) {
        began = performance.now();
        dab(image, row, column);
        state.set({picture: 'd' + toBase64(image)});
      }
    },
  });
  const output = createMatrix({
    label: 'Output: point at a pixel',
    look: 'diverging',
    legend: true,
    onPoint: (row, column) => select(row, column),
  });
  const patch = createMatrix({label: 'patch', look: 'diverging', numbers: true, table: false});
  const kernelView = createMatrix({label: '× kernel', look: 'diverging', numbers: true, table: false});
  const products = createMatrix({label: '= products', look: 'diverging', numbers: true, table: false});
  const sum = element('p', {class: 'sum'});

  function select(row, column) {
    began = performance.now();
    state.set({at: `${row},${column}`});
  }

  /** The place that the state names; the map may have none there. */
  function place() {
    const [row, column] = state.get('at', '12,19').split(',').map(Number);
    return {row: Math.round(row) || 0, column: Math.round(column) || 0};
  }

  /** The place that is shown. */
  const selected = () => [pixel?.row ?? 0, pixel?.column ?? 0];

  const convolve = newest(body => post('convolution', body));
  const multiply = newest(body => post('convolution/pixel', body));

  async function update() {
    let asked = null;
    const late = () => signal.aborted || asked !== wanted;
    try {
      image = await currentPicture(state);
      const body = {image, kernel: kernelOf(state), ...settings(state)};
      asked = JSON.stringify(body);
      wanted = asked;
      if (asked === lastAsked) { // another pixel alone needs no other map
        const {row, column} = place();
        const within = number => Math.max(0, Math.min(last.size - 1, number));
        const product = await multiply({...body, row: within(row), column: within(column)});
        if (product === undefined || late()) {
          return;
        }
        pixel = product;
      } else {
        const answer = await convolve({...body, ...place()});
        if (answer === undefined || late()) {
          return;
        }
        last = answer;
        lastAsked = asked;
        pixel = answer.pixel;
      }
      error.textContent = '';
      draw();
      page.timing('convolution', began);
    } catch (failure) {
      if (!late()) {
        error.textContent = failure.message;
      }
    }
  }

  function draw() {
    const rows = pixel.rows;
    const columns = pixel.columns;
    const window_ = {
      row: rows[0],
      column: columns[0],
      rows: rows.at(-1) - rows[0] + 1,
      columns: columns.at(-1) - columns[0] + 1,
    };
    input.show(image, {boxes: [window_], shaded: last.neverRead});
    output.show(last.map, {selected: selected()});
    patch.show(pixel.patch, {max: 1});
    kernelView.show(pixel.kernel);
    products.show(pixel.products);
    const {bias, relu} = settings(state);
    sum.textContent =
      `sum of the products ${signed(pixel.sum, 4)}` +
      (bias ? `, with bias ${signed(bias)}` : '') +
      (relu ? `, after ReLU` : '') +
      (bias || relu ? ` = ${signed(pixel.result, 4)}` : '');
    size.textContent = `Output: ${last.formula} = ${last.size}, so ${last.size} × ${last.size}` +
      (last.neverRead.length ? `; shaded: pixels that no window reads` : '');
  }

  root.append(
      error,
      element(
          'div',
          {class: 'three'},
          element('div', {}, createChooser(page), input.element),
          createKernelEditor(page, () => (began = performance.now())),
          element('div', {}, output.element, size, createPlayer(select, selected, () => last?.map.length ?? 0, signal))),
      element(
          'section',
          {class: 'box'},
          element('h3', {}, 'One output pixel: a dot product'),
          element('div', {class: 'three even'}, patch.element, kernelView.element, products.element),
          sum));
  state.onChange(update, signal);
  update();
}

/** The kernel cell by cell, and how it slides. */
function createKernelEditor(page, touched) {
  const {state, facts, signal} = page;
  const cells = element('div', {class: 'kernel', role: 'group', 'aria-label': 'Kernel'});
  const presets = element(
      'select',
      {onchange: () => {
        const chosen = facts.kernels.find(each => each.name === presets.value);
        if (chosen) {
          change({kernel: format(chosen.weights)});
        }
      }},
      element('option', {value: ''}, 'of your own'),
      ...facts.kernels.map(kernel => element('option', {value: kernel.name}, `${kernel.name}: ${kernel.detects}`)));
  const side = numberInput(state, signal, {
    label: 'size', least: 1, most: 7, touched,
    read: () => kernelOf(state).length,
    write: value => state.set({kernel: format(resized(kernelOf(state), Math.round(value)))}),
  });

  function change(values) {
    touched();
    state.set(values);
  }

  const number = (name, least, most, fallback) =>
    numberInput(state, signal, {name, least, most, fallback, touched, step: name === 'bias' ? 'any' : 1});

  const relu = element('input', {type: 'checkbox', onchange: () => change({relu: relu.checked ? '1' : undefined})});

  function update() {
    const kernel = kernelOf(state);
    cells.style.gridTemplateColumns = `repeat(${kernel.length}, 1fr)`;
    if (cells.children.length !== kernel.length ** 2) {
      cells.replaceChildren(...kernel.flatMap((row, i) => row.map((_, j) => cell(i, j))));
    }
    kernel.flat().forEach((value, i) => {
      if (document.activeElement !== cells.children[i]) {
        cells.children[i].value = Number(value.toPrecision(6));
      }
    });
    presets.value = nameOf(kernel, facts.kernels) ?? '';
    relu.checked = state.get('relu') === '1';
  }

  function cell(row, column) {
    return element('input', {
      type: 'text',
      inputmode: 'decimal',
      'aria-label': `weight, row ${row}, column ${column}`,
      oninput: event => {
        const number = Number(event.target.value.replace(',', '.').replace('−', '-'));
        event.target.setAttribute('aria-invalid', String(!Number.isFinite(number)));
        if (event.target.value.trim() !== '' && Number.isFinite(number)) {
          const kernel = kernelOf(state).map(each => [...each]);
          kernel[row][column] = number;
          change({kernel: format(kernel)});
        }
      },
      onblur: update,
    });
  }

  state.onChange(update, signal);
  update();
  return element(
      'fieldset',
      {},
      element('legend', {}, 'Kernel'),
      element('label', {}, 'Named: ', presets),
      cells,
      side,
      number('stride', 1, 9, 1),
      number('padding', 0, 14, 1),
      number('dilation', 1, 9, 1),
      number('bias', -999, 999, 0),
      element('label', {}, relu, 'ReLU'));
}

/** Slides the window from place to place. */
function createPlayer(select, selected, size, signal) {
  let timer = null;
  const still = window.matchMedia('(prefers-reduced-motion: reduce)');
  const play = element('button', {type: 'button', onclick: () => (timer ? stop() : start())}, 'Slide');
  const next = element('button', {type: 'button', onclick: step}, 'Next pixel');

  function step() {
    const [row, column] = selected();
    const n = size();
    if (!n) {
      return; // the output is still being computed, or has no place
    }
    const place = (row * n + column + 1) % (n * n);
    select(Math.floor(place / n), place % n);
  }

  function start() {
    if (still.matches) {
      step(); // nothing moves by itself where people asked for that
      return;
    }
    timer = setInterval(step, SLIDE_MILLIS);
    play.textContent = 'Stop';
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    play.textContent = 'Slide';
  }

  signal.addEventListener('abort', stop);
  return element('p', {}, play, ' ', next);
}

export default {
  id: 'convolution',
  title: 'Convolution',
  lead: 'A small kernel slides over the picture. At each place it is laid over a patch, the numbers ' +
    'are multiplied cell by cell, and the products are added up: one dot product, one output pixel.',
  quiz: {
    question: 'This kernel has −1 in its left column and +1 in its right one. Which pixels light up?',
    choices: ['all bright pixels', 'where dark turns to bright, from left to right', 'horizontal edges'],
    right: () => 1,
    why: 'On an even patch, left and right cancel out; where it is brighter on the right the sum is ' +
      'positive (orange), where it is darker, negative (blue).',
  },
  command: ({state}) => {
    const kernel = kernelOf(state);
    const {stride, padding, dilation} = settings(state);
    return `cnn convolve digit.png --kernel ${format(kernel)} --stride ${stride} --padding ${padding} --dilation ${dilation} --output out.png`;
  },
  code: [['ForwardPass', 'dotProduct'], ['ForwardPass', 'slide']],
  mount,
};
