// A digit that the learner draws: what becomes of it, what the network says, and why.

import {newest, post} from '../api.js';
import {choice, numberInput, table} from '../controls.js';
import {createSheet, pixels, SIDE} from '../drawing.js';
import {element} from '../element.js';
import {percent, signed} from '../format.js';
import {createMatrix} from '../matrix.js';
import {blank, fromBase64} from '../picture.js';
import {largest} from '../scale.js';
import {compared, createStrip, leftOut} from '../strip.js';

/** How to read a map of where the answer comes from, by method. */
const saliencyMeaning = {
  gradient: read => `more ink at orange pixels would make it more of a ${read}, at blue ones less.`,
  'grad-cam': read => `orange is where the last convolution found what counts for a ${read}; nothing is below 0.`,
  occlusion: read => `with 5 × 5 pixels covered at an orange place it is less of a ${read}, at a blue one more.`,
};

/** Resolves once what was drawn so far is on the screen. */
const painted = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));

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
  const strip = createStrip(page, touched);
  const error = element('p', {class: 'error', role: 'alert'});
  const inside = createInside(page);
  const ask = newest(body => post('digit', body));
  const askAll = newest(body => post('digit', body));
  const wanted = () => state.get('strokes') + ' ' + state.get('without');

  async function update() {
    const strokes = sheet.strokes();
    if (strokes.length === 0) {
      answer.textContent = 'Nothing is drawn yet.';
      warnings.replaceChildren();
      strip.clear();
      showNone();
      return;
    }
    const drawing = pixels(strokes);
    const without = leftOut(state);
    const about = wanted();
    const late = () => signal.aborted || about !== wanted(); // the sheet may be empty by now
    try {
      const reply = await ask({side: SIDE, drawing, without});
      if (reply === undefined || late()) {
        return;
      }
      error.textContent = '';
      warnings.replaceChildren(...reply.warnings.map(text => element('p', {class: 'muted'}, text)));
      if (reply.digit === undefined) {
        answer.textContent = 'No digit was found.';
        showNone();
      } else {
        answer.textContent = `It reads a ${reply.digit}: ${percent(reply.probabilities[reply.digit])}`;
        seen.show(fromBase64(reply.image));
        bars.replaceChildren(probabilities(reply.probabilities));
      }
      page.timing('digit', began);
      await painted(); // the answer first, and then the reasons for it
      if (late()) {
        return;
      }
      strip.show(reply);
      if (reply.digit !== undefined) {
        inside.show(reply.image, reply.digit);
      }
      await compare(drawing, reply, late);
    } catch (failure) {
      error.textContent = failure.message;
    }
  }

  function showNone() {
    seen.show(blank());
    bars.replaceChildren();
    inside.show(null);
  }

  /** Says what the switches did: the same drawing with every stage is asked for as well. */
  async function compare(drawing, {stages, digit}, late) {
    const off = stages.filter(stage => !stage.on).map(stage => `“${stage.name}”`);
    const all = off.length ? await askAll({side: SIDE, drawing}) : undefined;
    if (!late() && (all || off.length === 0)) {
      strip.say(all ? compared(off, digit, all) : '');
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
          element('p', {class: 'muted'}, 'Under each stage: what the network would have said of the picture as it was then, squeezed into 28 × 28. ' +
              'Switch a stage off to see what it is for: the later ones go on with what they get.'),
          strip.element),
      inside.element);

  state.onChange(update, signal, ['strokes', 'without']);
  update();
}

function probabilities(all) {
  const most = all.indexOf(Math.max(...all));
  return table('Probabilities', ['digit', 'probability', 'bar'], all.map((probability, digit) => {
    const bar = element('div', {class: 'bar'});
    bar.style.width = `${Math.round(60 * probability)}px`;
    return [digit === most ? element('strong', {}, String(digit)) : String(digit), percent(probability), bar];
  }), [2]);
}

/** Where the largest number stands: [channel, row, column]; of one channel only, if it is given. */
export function strongest(maps, only) {
  let best = [only ?? 0, 0, 0];
  maps.forEach((map, channel) => map.forEach((row, y) => row.forEach((value, x) => {
    const [c, i, j] = best;
    if ((only === undefined || channel === only) && value > maps[c][i][j]) {
      best = [channel, y, x];
    }
  })));
  return best;
}

/** Inside the network: feature maps, one unit's dot product, saliency. */
function createInside(page) {
  const {state, signal} = page;
  let image = null;
  let digit = null;
  let maps = null;
  let channel = 0; // of the chosen map
  const wall = element('div', {class: 'wall'});
  const error = element('p', {class: 'error', role: 'alert'});
  const big = createMatrix({
    label: 'The chosen map: choose a unit',
    look: 'diverging',
    legend: true,
    onPoint: (row, column, pressed) => {
      if (pressed || document.activeElement === big.canvas) {
        state.set({channel, cell: `${row},${column}`});
      }
    },
  });
  const field = createMatrix({label: 'What this unit sees', look: 'ink', table: false});
  const words = element('div', {}); // how the unit's number came about
  const terms = element('div', {class: 'three even'});
  const seen = createMatrix({label: 'What the network sees', look: 'ink', table: false});
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
      const asked = image;
      const reply = await askMaps({image: asked, layer: layer()});
      if (reply === undefined || signal.aborted || image !== asked) {
        return; // another digit was drawn, or none is left
      }
      error.textContent = '';
      maps = mapsOf(reply);
      const max = Math.max(...maps.map(largest));
      const [row, column] = chosen();
      drawWall(wall, maps, max, channel, number => state.set({channel: number, cell: undefined}));
      big.show(maps[channel], {max, selected: [row, column]});
      await Promise.all([showUnit(asked, row, column), showSaliency(asked)]);
    } catch (failure) {
      error.textContent = failure.message;
    }
  }

  /** Chooses the map; returns the unit's row and column: the state's, or else the strongest. */
  function chosen() {
    const only = Math.min(maps.length - 1, Math.max(0, Math.round(state.number('channel', -1))));
    const [strongestMap, ...place] = strongest(maps, state.get('channel') === '' ? undefined : only);
    channel = strongestMap;
    const cell = state.get('cell');
    const within = number => Math.min(maps[0].length - 1, Math.max(0, Math.round(number) || 0));
    return cell === '' ? place : [0, 1].map(i => within(Number(cell.split(',')[i])));
  }

  async function showUnit(asked, row, column) {
    const reply = await askUnit({image: asked, layer: layer(), channel, row, column});
    if (reply === undefined || signal.aborted || image !== asked) {
      return;
    }
    const {rows, columns} = reply;
    field.show(fromBase64(image), {boxes: [{
      row: rows.first, column: columns.first,
      rows: rows.last - rows.first + 1, columns: columns.last - columns.first + 1,
    }]});
    words.replaceChildren(...unitWords(reply));
    terms.replaceChildren(...unitTerms(reply));
  }

  async function showSaliency(asked) {
    const method = state.get('method', 'gradient');
    const reply = await askSaliency({image: asked, digit: state.number('about', digit), method});
    if (reply === undefined || signal.aborted || image !== asked) {
      return;
    }
    saliency.show(reply.map);
    saliencyWords.textContent = `${method} for a ${reply.digit}: ${saliencyMeaning[method](reply.digit)}`;
  }

  const about = numberInput(state, signal, {name: 'about', label: 'for the digit', least: 0, most: 9, read: () => state.number('about', digit ?? 0)});
  const body = element(
      'div',
      {hidden: true},
      error,
      element('section', {class: 'box'}, element('h3', {}, 'Every feature map'),
          choice(state, signal, {
            name: 'maps', label: 'layer', options: ['conv1', 'pool1', 'conv2', 'pool2'], fallback: 'conv1',
            forget: ['channel', 'cell'], // they mean another unit there
          }),
          wall,
          element('div', {class: 'three even'}, big.element, field.element, words),
          terms),
      element('section', {class: 'box'}, element('h3', {}, 'Where does the answer come from?'),
          element('div', {class: 'controls'},
              choice(state, signal, {name: 'method', options: ['gradient', 'grad-cam', 'occlusion'], fallback: 'gradient'}),
              about),
          saliencyWords,
          element('div', {class: 'two'}, saliency.element, seen.element)));
  state.onChange(update, signal, ['maps', 'channel', 'cell', 'method', 'about']);
  return {
    element: body,
    /** Shows another image, or none. */
    show(newImage, newDigit) {
      image = newImage;
      digit = newDigit;
      body.hidden = image === null;
      if (image !== null) {
        seen.show(fromBase64(image));
        about.update();
        update();
      }
    },
  };
}

/** How a number came about, in words. */
function unitWords(reply) {
  const head = element('h4', {}, 'How this unit’s number comes about');
  if (reply.pooled) {
    return [head, small('pooling chooses from', reply.pooled), element('p', {class: 'sum'}, `largest ${signed(reply.sum, 3)}, after ReLU ${signed(reply.result, 3)}`)];
  }
  const [first, ...others] = reply.terms;
  const channels = [
    element('p', {}, `It sums over ${reply.terms.length} input channels. Below is the one that counts most, ${first.channel}.`),
    table('Input channels', ['channel', 'dot product'], reply.terms.map(each => [String(each.channel), signed(each.sum, 4)]), []),
  ];
  return [
    head,
    ...(others.length ? channels : []),
    element('p', {class: 'sum'}, `sum ${signed(reply.sum, 4)}, bias ${signed(reply.bias, 4)} = ${signed(reply.result, 4)}; after ReLU ${signed(Math.max(0, reply.result), 4)}`),
  ];
}

/** The strongest term of a convolution in numbers; pooling has none. */
function unitTerms({terms: [first]}) {
  return first === undefined
    ? []
    : [small('patch', first.patch), small('× kernel', first.kernel), small('= products', first.products)];
}

function small(label, values) {
  const view = createMatrix({label, look: 'diverging', numbers: true, size: 'small', table: false});
  queueMicrotask(() => view.show(values));
  return view.element;
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
  command: ({state}) => {
    const unit = state.get('cell') && ` --unit ${state.number('channel', 0)},${state.get('cell')}`;
    const about = state.get('about') && ` --digit ${state.get('about')}`;
    const without = leftOut(state);
    return `cnn predict digit.png${without.length ? ' --without ' + without.join(',') : ''} --explain why.png    ` +
      `cnn feature-maps digit.png --layer ${state.get('maps', 'conv1')}${unit}    ` +
      `cnn saliency digit.png --method ${state.get('method', 'gradient')}${about}`;
  },
  code: [['DigitNormalizer', 'patches'], ['Cutting', 'toMnistShape'], ['SimpleCnn', 'forwardInternal'], ['UnitSum', 'of'], ['Saliency', 'gradient']],
  mount,
};
