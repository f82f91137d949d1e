// A short training, watched while it runs.

import {get, post} from '../api.js';
import {choice, numberInput, table} from '../controls.js';
import {element} from '../element.js';
import {percent} from '../format.js';
import {createPlot} from '../plot.js';
import {largest} from '../scale.js';
import {drawWall} from './digit.js';

const MILLIS_BETWEEN_LOOKS = 400;

function mount(root, page) {
  const {state, signal} = page;
  let timer = null;
  let shownFilters = null; // of which run and epoch
  const error = element('p', {class: 'error', role: 'alert'});
  const words = element('p', {class: 'sum', role: 'status'});
  const plot = createPlot('Training loss by epoch', 'epoch', 'loss');
  const epochs = element('div');
  const filters = element('div', {class: 'wall'});
  const filterWords = element('p', {class: 'muted'});
  const permuted = element('input', {type: 'checkbox', onchange: () => state.set({permuted: permuted.checked ? 1 : undefined})});
  const start = button('Start', 'primary', () => send('training', settings()));
  const pause = button('Pause', '', () => send('training/' + (pause.textContent === 'Pause' ? 'pause' : 'go-on')));
  const stop = button('Stop', '', () => send('training/stop'));

  function button(text, kind, onclick) {
    return element('button', {type: 'button', class: kind, onclick}, text);
  }

  const settings = () => ({
    epochs: state.number('epochs', 3),
    learningRate: state.number('rate', 0.004),
    images: state.number('images', 5000),
    network: state.get('net', 'cnn'),
    permuted: state.get('permuted') === '1',
    seed: state.number('seed', 1),
  });

  async function send(path, body = {}) {
    try {
      error.textContent = '';
      show(await post(path, body));
    } catch (failure) {
      error.textContent = failure.message;
    }
    look();
  }

  async function look() {
    clearTimeout(timer);
    if (signal.aborted) {
      return;
    }
    try {
      const snapshot = await get('training');
      show(snapshot);
      const wanted = `${snapshot.run} ${snapshot.metrics.length}`;
      if (snapshot.epoch > 0 && wanted !== shownFilters) { // before, nothing is on disk
        shownFilters = wanted;
        await showFilters(snapshot.network);
      }
      if (['running', 'paused'].includes(snapshot.stage)) {
        timer = setTimeout(look, MILLIS_BETWEEN_LOOKS);
      }
    } catch (failure) {
      error.textContent = failure.message;
    }
  }

  async function showFilters(network) {
    if (network !== 'CNN') {
      filterWords.textContent = 'A dense net has none.';
      filters.replaceChildren();
      return;
    }
    const {epoch, kernels} = await get('training/filters');
    if (kernels.length === 0) {
      filterWords.textContent = 'Its pixels are in another order, so its filters show nothing.';
      filters.replaceChildren();
      return;
    }
    filterWords.textContent = epoch === 0 ? 'Before training: noise.' : `After epoch ${epoch}.`;
    drawWall(filters, kernels, Math.max(...kernels.map(largest)), -1, () => {});
  }

  function show(snapshot) {
    const busy = ['running', 'paused'].includes(snapshot.stage);
    start.disabled = busy;
    pause.disabled = !busy;
    stop.disabled = !busy;
    pause.textContent = snapshot.stage === 'paused' ? 'Go on' : 'Pause';
    words.textContent = sentence(snapshot);
    plot.show(snapshot.losses.map(each => [each.epoch, each.loss]), Math.max(1, snapshot.epochs));
    epochs.replaceChildren(snapshot.metrics.length
      ? table('Epochs', ['epoch', 'training loss', 'validation accuracy', 'seconds'],
          snapshot.metrics.map(each => [
            String(each.epoch), each.trainLoss.toFixed(3), percent(each.validationAccuracy), each.seconds.toFixed(1)]), [])
      : '');
  }

  root.append(
      error,
      element(
          'fieldset',
          {},
          element('legend', {}, 'A short training'),
          choice(state, signal, {name: 'net', label: 'network', fallback: 'cnn', options: [['cnn', 'CNN'], ['dense', 'dense, as many parameters']]}),
          element('label', {}, permuted, 'pixels in one random order'),
          numberInput(state, signal, {name: 'epochs', least: 1, most: 20, fallback: 3}),
          numberInput(state, signal, {name: 'images', least: 100, most: 55000, fallback: 5000}),
          numberInput(state, signal, {name: 'rate', label: 'learning rate', least: 0.00001, most: 1, step: 'any', fallback: 0.004}),
          numberInput(state, signal, {name: 'seed', least: 0, most: 999999, fallback: 1}),
          element('p', {class: 'controls'}, start, pause, stop)),
      words,
      element('div', {class: 'two'},
          element('div', {}, plot.element, epochs),
          element('div', {}, element('h3', {}, 'The filters of conv1'), filterWords, filters)));
  const update = () => (permuted.checked = state.get('permuted') === '1');
  state.onChange(update, signal);
  update();
  look();
}

function sentence({stage, run, epoch, epochs, step, steps, testAccuracy, error}) {
  switch (stage) {
    case 'none': return 'No training was begun yet.';
    case 'running': return `${run}: epoch ${epoch} of ${epochs}, step ${step} of ${steps}`;
    case 'paused': return `${run}: paused in epoch ${epoch} of ${epochs}`;
    case 'stopped': return `${run}: stopped; go on in the terminal with: cnn train --resume ${run}`;
    case 'failed': return `It failed: ${error}`;
    default: return `${run}: ${percent(testAccuracy)} of the test images are read right.`;
  }
}

export default {
  id: 'training',
  title: 'Training, live',
  lead: 'Start a training and watch the loss fall and the filters form. Then take a dense net, or ' +
    'bring the pixels into a random order, and see who minds.',
  quiz: {
    question: 'All images get their pixels in one and the same random order. Whose accuracy falls?',
    choices: ['the CNN’s', 'the dense net’s', 'both alike'],
    right: () => 0,
    why: 'To the dense net pixels have no neighbours anyway; the CNN bets on them, and loses its bet. Try it below.',
  },
  command: ({state}) => {
    const rest = (state.get('net', 'cnn') === 'dense' ? ' --network dense' : '') + (state.get('permuted') === '1' ? ' --pixel-order 1' : '');
    return `cnn train --epochs ${state.number('epochs', 3)} --limit ${state.number('images', 5000)} --learning-rate ${state.number('rate', 0.004)} --seed ${state.number('seed', 1)}${rest}    cnn lab permuted-pixels`;
  },
  code: [['TrainingSession', 'share'], ['AdamW', 'update'], ['OneCycle', 'getNewValue']],
  mount,
};
