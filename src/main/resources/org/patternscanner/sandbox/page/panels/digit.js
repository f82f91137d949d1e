// A digit that the learner draws: what becomes of it, what the network says, and why.

import {newest, post} from '../api.js';
import {choice, numberInput, table} from '../controls.js';
import {createSheet, pixels, SIDE} from '../drawing.js';
import {element} from '../element.js';
import {percent, signed} from '../format.js';
import {createMatrix} from '../matrix.js';
import {fromBase64} from '../picture.js';
import {largest} from '../scale.js';

/** Float32 numbers in base64 -> [channel][row][column]. */
export function mapsOf({channels, side, maps}) {
  const bytes = Uint8Array.from(atob(maps), letter => letter.charCodeAt(0));
  const numbers = new Float32Array(bytes.buffer);
  return Array.from({length: channels}, (_, c) =>
    Array.from({length: side}, (_, y) =>
      Array.from(numbers.subarray((c * side + y) * side, (c * side + y + 1) * side))));
}

function mount(root, page) {
  const {state, signal} = page;
  let began = performance.now();
  const touched = () => (began = performance.now());
  const sheet = createSheet(page, touched);
  const seen = createMatrix({label: 'What the network sees: 28 × 28', look: 'ink'});
  const answer = element('p', {class: 'sum', role: 'status'});
  const warnings = element('div');
  const bars = element('div');
  const strip = element('div', {class: 'strip'});
  const error = element('p', {class: 'error', role: 'alert'});
  const inside = createInside(page);
  const ask = newest(body => post('digit', body));

  async function update() {
    const strokes = sheet.strokes();
    if (strokes.length === 0) {
      answer.textContent = 'Nothing is drawn yet.';
      seen.show(Array.from({length: 28}, () => new Array(28).fill(0)));
      [warnings, bars, strip].forEach(each => each.replaceChildren());
      inside.show(null);
      return;
    }
    try {
      const reply = await ask({side: SIDE, drawing: pixels(strokes)});
      if (reply === undefined || signal.aborted) {
        return;
      }
      error.textContent = '';
      warnings.replaceChildren(...reply.warnings.map(text => element('p', {class: 'muted'}, text)));
      if (reply.digit === undefined) {
        answer.textContent = 'No digit was found.';
        return;
      }
      answer.textContent = `It reads a ${reply.digit}: ${percent(reply.probabilities[reply.digit])}`;
      seen.show(fromBase64(reply.image));
      bars.replaceChildren(probabilities(reply.probabilities));
      strip.replaceChildren(...reply.stages.map(stage => stageTile(stage, reply.digit)));
      page.timing('digit', began);
      inside.show(reply.image, reply.digit);
    } catch (failure) {
      error.textContent = failure.message;
    }
  }

  root.append(
      error,
      element(
          'div',
          {class: 'three even'},
          sheet.element,
          seen.element,
          element('div', {}, answer, warnings, bars)),
      element('section', {class: 'box'}, element('h3', {}, 'How it became what the network sees'),
          element('p', {class: 'muted'}, 'Under each stage: what the network would have said of the picture as it was then, squeezed into 28 × 28.'),
          strip),
      inside.element);

  let drawn = null; // other changes of the state are not the drawing's
  const changed = () => {
    if (state.get('strokes') !== drawn) {
      drawn = state.get('strokes');
      update();
    }
  };
  state.onChange(changed, signal);
  changed();
}

function probabilities(all) {
  const most = all.indexOf(Math.max(...all));
  return table('Probabilities', ['digit', 'probability', 'bar'], all.map((probability, digit) => {
    const bar = element('div', {class: 'bar'});
    bar.style.width = `${Math.round(120 * probability)}px`;
    return [digit === most ? element('strong', {}, String(digit)) : String(digit), percent(probability), bar];
  }), [2]);
}

function stageTile(stage, digit) {
  const picture = createMatrix({label: stage.name, look: 'ink', table: false});
  queueMicrotask(() => picture.show(fromBase64(stage.image)));
  return element(
      'div',
      {class: 'stage', title: stage.change},
      picture.element,
      element('p', {class: stage.digit === digit ? 'right' : 'wrong'}, `${stage.digit}  ${percent(stage.probability)}`),
      element('p', {class: 'muted'}, `${stage.width} × ${stage.height}`));
}

/** Inside the network: feature maps, one unit's dot product, saliency. */
function createInside(page) {
  const {state, signal} = page;
  let image = null;
  let digit = null;
  let maps = null;
  const wall = element('div', {class: 'wall'});
  const error = element('p', {class: 'error', role: 'alert'});
  const big = createMatrix({
    label: 'The chosen map: choose a unit',
    look: 'diverging',
    legend: true,
    onPoint: (row, column, pressed) => {
      if (pressed || document.activeElement === big.canvas) {
        state.set({cell: `${row},${column}`});
      }
    },
  });
  const field = createMatrix({label: 'What this unit sees', look: 'ink', table: false});
  const unit = element('div');
  const saliency = createMatrix({label: 'Where the answer comes from', look: 'diverging', legend: true});
  const saliencyWords = element('p', {role: 'status'});
  const askMaps = newest(body => post('digit/maps', body));
  const askUnit = newest(body => post('digit/unit', body));
  const askSaliency = newest(body => post('digit/saliency', body));
  const layer = () => state.get('maps', 'conv1');

  async function update() {
    if (image === null) {
      return;
    }
    try {
      const reply = await askMaps({image, layer: layer()});
      if (reply === undefined || signal.aborted) {
        return;
      }
      error.textContent = '';
      maps = mapsOf(reply);
      const max = Math.max(...maps.map(largest));
      const channel = Math.min(maps.length - 1, state.number('channel', 0));
      drawWall(wall, maps, max, channel, chosen => state.set({channel: chosen}));
      const [row, column] = state.get('cell', '7,11').split(',').map(Number).map(n => Math.min(reply.side - 1, n || 0));
      big.show(maps[channel], {max, selected: [row, column]});
      await Promise.all([showUnit(channel, row, column), showSaliency()]);
    } catch (failure) {
      error.textContent = failure.message;
    }
  }

  async function showUnit(channel, row, column) {
    const reply = await askUnit({image, layer: layer(), channel, row, column});
    if (reply === undefined || signal.aborted) {
      return;
    }
    const {rows, columns} = reply;
    field.show(fromBase64(image), {boxes: [{
      row: rows.first, column: columns.first,
      rows: rows.last - rows.first + 1, columns: columns.last - columns.first + 1,
    }]});
    unit.replaceChildren(...unitParts(reply));
  }

  async function showSaliency() {
    const method = state.get('method', 'gradient');
    const about = state.number('about', digit);
    const reply = await askSaliency({image, digit: about, method});
    if (reply === undefined || signal.aborted) {
      return;
    }
    saliency.show(reply.map);
    saliencyWords.textContent = `${method} for a ${reply.digit}: orange speaks for it, blue against it.`;
  }

  state.onChange(update, signal);
  return {
    element: element(
        'div',
        {},
        error,
        element('section', {class: 'box'}, element('h3', {}, 'Every feature map'),
            choice(state, signal, {name: 'maps', label: 'layer', options: ['conv1', 'pool1', 'conv2', 'pool2'], fallback: 'conv1'}),
            wall,
            element('div', {class: 'three even'}, big.element, field.element, unit)),
        element('section', {class: 'box'}, element('h3', {}, 'Where does the answer come from?'),
            element('div', {class: 'controls'},
                choice(state, signal, {name: 'method', options: ['gradient', 'grad-cam', 'occlusion'], fallback: 'gradient'}),
                numberInput(state, signal, {name: 'about', label: 'for the digit', least: 0, most: 9, fallback: 0, read: () => state.number('about', digit ?? 0)})),
            saliencyWords,
            saliency.element)),
    /** Shows another image, or none. */
    show(newImage, newDigit) {
      image = newImage;
      digit = newDigit;
      if (image === null) {
        wall.replaceChildren(element('p', {class: 'muted'}, 'Draw a digit first.'));
        unit.replaceChildren();
      } else {
        update();
      }
    },
  };
}

/** How a number came about: the strongest term in full, the rest as a list. */
function unitParts(reply) {
  if (reply.pooled) {
    const window_ = createMatrix({label: 'Pooling chooses from', look: 'diverging', numbers: true, size: 'small', table: false});
    queueMicrotask(() => window_.show(reply.pooled));
    return [window_.element, element('p', {class: 'sum'}, `largest ${signed(reply.sum, 3)}, after ReLU ${signed(reply.result, 3)}`)];
  }
  const term = reply.terms[0];
  const views = [['patch', term.patch], ['× kernel', term.kernel], ['= products', term.products]].map(([label, values]) => {
    const view = createMatrix({label, look: 'diverging', numbers: true, size: 'small', table: false});
    queueMicrotask(() => view.show(values));
    return view.element;
  });
  const many = reply.terms.length > 1;
  return [
    many ? element('p', {}, `${reply.terms.length} input channels; the one that counts most, ${term.channel}:`) : '',
    ...views,
    many ? table('Input channels', ['channel', 'dot product'], reply.terms.map(each => [String(each.channel), signed(each.sum, 4)]), []) : '',
    element('p', {class: 'sum'}, `sum ${signed(reply.sum, 4)}, bias ${signed(reply.bias, 4)} = ${signed(reply.result, 4)}; after ReLU ${signed(Math.max(0, reply.result), 4)}`),
  ].filter(part => part !== '');
}

/** All maps as small buttons. */
export function drawWall(wall, maps, max, chosen, choose) {
  if (wall.children.length !== maps.length || wall.firstChild.tagName !== 'DIV') {
    wall.replaceChildren(...maps.map((_, channel) => {
      const view = createMatrix({label: String(channel), look: 'diverging', table: false});
      view.element.classList.add('tile');
      const button = element('button', {type: 'button', 'aria-label': `map ${channel}`, onclick: () => choose(channel)}, view.canvas);
      const tile = element('div', {}, button, element('span', {class: 'muted'}, String(channel)));
      tile.show = view.show;
      return tile;
    }));
  }
  maps.forEach((map, channel) => {
    wall.children[channel].show(map, {max});
    wall.children[channel].firstChild.setAttribute('aria-pressed', String(channel === chosen));
  });
}

export default {
  id: 'digit',
  title: 'Your digit',
  lead: 'Draw a digit. Before the network sees it, it is made what MNIST’s images are: that is where ' +
    'most programs lose it. Then follow it through the layers.',
  quiz: {
    question: 'You draw a small 7 in a corner of the sheet. The network was trained on large digits in the middle. What must happen first?',
    choices: ['nothing, convolution finds it anywhere', 'it is cut out, scaled and centred', 'the network is trained anew'],
    right: () => 1,
    why: 'Convolution is equivariant, but the dense layers behind it know places: look at the first stages below.',
  },
  command: ({state}) => `cnn predict digit.png --explain why.png    cnn feature-maps digit.png --layer ${state.get('maps', 'conv1')} --unit ${state.number('channel', 0)},${state.get('cell', '7,11')}    cnn saliency digit.png --method ${state.get('method', 'gradient')}`,
  code: [['DigitNormalizer', 'normalize'], ['SimpleCnn', 'forwardInternal'], ['UnitSum', 'of'], ['Saliency', 'gradient']],
  mount,
};
