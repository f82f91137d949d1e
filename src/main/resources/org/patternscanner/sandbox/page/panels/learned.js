// What training made of the network, from the start to the end.

import {get, newest, post} from '../api.js';
import {choice} from '../controls.js';
import {element} from '../element.js';
import {percent} from '../format.js';
import {createMatrix} from '../matrix.js';
import {bytesOf, createChooser, currentPicture} from '../picture.js';
import {largest} from '../scale.js';
import {drawWall, mapsOf} from './digit.js';

function mount(root, page) {
  const {state, signal} = page;
  let epochs = [];
  let shown = null; // the epoch that the whole page is about
  const error = element('p', {class: 'error', role: 'alert'});
  const slider = element('input', {type: 'range', min: 0, max: 0, step: 1, oninput: () => state.set({epoch: epochs[slider.value].epoch})});
  const words = element('p', {role: 'status'});
  const filters = element('div', {class: 'wall'});
  const maps = element('div', {class: 'wall'});
  const confusion = createMatrix({label: 'Test images: true digit down, read digit across', look: 'diverging', numbers: true});
  const askFilters = newest(epoch => get(`learned/${epoch}/filters`));
  const askMaps = newest(body => post('learned/maps', body));
  const askConfusion = newest(epoch => get(`learned/${epoch}/confusion`));

  async function update() {
    try {
      if (epochs.length === 0) {
        const reply = await get('learned/epochs');
        epochs = reply.epochs;
        shown = reply.shown;
        slider.max = epochs.length - 1;
      }
      const wanted = state.number('epoch', shown);
      const at = number => epochs.findIndex(each => each.epoch === number);
      const place = Math.max(0, at(wanted) < 0 ? at(shown) : at(wanted));
      const {epoch, metrics} = epochs[place];
      slider.value = place;
      slider.setAttribute('aria-valuetext', `epoch ${epoch}`);
      words.textContent = `Epoch ${epoch}` + (metrics
        ? `: ${metrics.trainLoss === undefined ? 'imported' : `training loss ${metrics.trainLoss.toFixed(3)}`}` +
          (metrics.validationAccuracy === undefined ? '' : `, validation accuracy ${percent(metrics.validationAccuracy)}`)
        : ': the untrained network');
      const image = await currentPicture(state);
      const [bank, wall, counts] = await Promise.all([
        askFilters(epoch), askMaps({image: bytesOf(image), epoch}), askConfusion(epoch)]);
      if (signal.aborted) {
        return;
      }
      error.textContent = '';
      if (bank) {
        drawWall(filters, bank.kernels, Math.max(...bank.kernels.map(largest)), -1, () => {});
      }
      if (wall) {
        const all = mapsOf(wall);
        drawWall(maps, all, Math.max(...all.map(largest)), -1, () => {});
      }
      if (counts) {
        confusion.show(counts.counts, {max: Math.max(...counts.counts.map(row => Math.max(...row)))});
        confusionWords.textContent = `${counts.right} of ${counts.images} test images are read right: ${percent(counts.right / counts.images)}.`;
      }
    } catch (failure) {
      error.textContent = failure.message;
    }
  }

  const confusionWords = element('p', {role: 'status'});
  root.append(
      error,
      element('fieldset', {}, element('legend', {}, 'Training, from the start to the end'),
          element('label', {class: 'wide'}, 'epoch', slider), words),
      element('section', {class: 'box'}, element('h3', {}, 'The 32 filters of conv1'), filters),
      createChooser(page),
      element('section', {class: 'box'}, element('h3', {}, 'What they make of this digit'), maps),
      element('section', {class: 'box'}, element('h3', {}, 'What is taken for what'), confusionWords, confusion.element),
      createPatterns(page));
  state.onChange(update, signal, ['picture', 'epoch']);
  update();
}

/** What excites the units of a layer: patches of training images, and an input made for each. */
function createPatterns({state, signal}) {
  const error = element('p', {class: 'error', role: 'alert'});
  const words = element('p', {role: 'status'});
  const wall = element('div', {class: 'patterns'});
  let timer = null;
  let shown = null;

  async function look() {
    clearTimeout(timer);
    const layer = state.get('patterns');
    if (!layer) {
      words.textContent = '';
    }
    if (!layer || layer === shown || signal.aborted) {
      return;
    }
    try {
      const {done, steps, units, error: failure} = await post('patterns', {layer});
      if (signal.aborted || layer !== state.get('patterns')) {
        return; // another layer was chosen
      }
      error.textContent = '';
      if (failure) {
        throw new Error(failure);
      }
      if (!units) {
        words.textContent = `Searching 10,000 training images: ${Math.min(99, Math.round((100 * done) / steps))} %`;
        timer = setTimeout(look, 500);
        return;
      }
      shown = layer;
      words.textContent = 'Left: the nine patches that excite the unit most; right: an input made for it by gradient ascent.';
      wall.replaceChildren(...units.map(unitTile));
    } catch (failure) {
      error.textContent = failure.message;
    }
  }

  state.onChange(look, signal, ['patterns']);
  signal.addEventListener('abort', () => clearTimeout(timer));
  look();
  return element(
      'section',
      {class: 'box'},
      element('h3', {}, 'What excites its units'),
      choice(state, signal, {name: 'patterns', label: 'layer', fallback: '', options: [
        ['', 'choose'], ['conv1', 'conv1: 3 × 3 pixels'], ['conv2', 'conv2: 8 × 8 pixels'], ['fc1', 'fc1: the whole image'], ['fc2', 'the ten digits']]}),
      error, words, wall);
}

/** Greys 0 to 255, and -1 beyond the image. */
const greys = pixels => pixels.map(row => row.map(grey => Math.max(0, grey) / 255));

function unitTile({unit, patches, maximum}) {
  const views = patches.map(patch => {
    const view = createMatrix({label: `a ${patch.label}, training image ${patch.image}`, look: 'ink', table: false});
    queueMicrotask(() => view.show(greys(patch.pixels)));
    return view.canvas;
  });
  const made = createMatrix({label: `input made for unit ${unit}`, look: 'ink', table: false});
  queueMicrotask(() => made.show(greys(maximum.pixels)));
  made.canvas.classList.add('made');
  return element('div', {}, element('h4', {}, `unit ${unit}`), element('div', {class: 'pattern'}, ...views, made.canvas));
}

export default {
  id: 'learned',
  title: 'What it learned',
  lead: 'Nobody hands the network its filters. It begins with noise, and changes them to reduce the ' +
    'loss. Move through the checkpoints of this run.',
  quiz: {
    question: 'How do the 32 filters of the first layer look before training?',
    choices: ['all zero', 'like noise', 'like edges in all directions'],
    right: () => 1,
    why: 'They are drawn at random. How far training changes them, the slider below shows.',
  },
  command: ({state, facts}) => {
    const epoch = state.get('epoch', facts.network.epoch);
    return `cnn inspect-filters --epoch ${epoch}    cnn patterns --layer conv2 --output patterns.png    cnn evaluate --epoch ${epoch}`;
  },
  code: [['FilterBank', 'of'], ['GradientAscent', 'climb']],
  mount,
};
