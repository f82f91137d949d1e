// Puts the page together: the network's facts, the panels, and the one that is open.

import {get} from './api.js';
import {element} from './element.js';
import {createQuiz} from './quiz.js';
import {createSource} from './source.js';
import {createState} from './state.js';
import convolution from './panels/convolution.js';
import outputSize from './panels/output-size.js';
import weightSharing from './panels/weight-sharing.js';
import receptiveField from './panels/receptive-field.js';
import equivariance from './panels/equivariance.js';
import digit from './panels/digit.js';
import learned from './panels/learned.js';
import training from './panels/training.js';

const PANELS = [convolution, outputSize, weightSharing, receptiveField, equivariance, digit, learned, training];

const state = createState(window);
const main = document.getElementById('panel');
let open = null; // the open panel's id, and what closes it
let close = () => {};

/** How long interactions took, in milliseconds, by name: the browser tests read it. */
window.timings = {};

function timing(name, start) {
  requestAnimationFrame(() => (window.timings[name] ??= []).push(performance.now() - start));
}

function show() {
  const panel = PANELS.find(each => each.id === state.get('panel')) ?? PANELS[0];
  if (panel.id === open) {
    return;
  }
  close();
  const controller = new AbortController();
  close = () => controller.abort();
  const page = {state, facts, signal: controller.signal, timing};
  const body = element('div');
  let mounted = false;
  const reveal = () => {
    if (!mounted) {
      mounted = true;
      panel.mount(body, page);
      body.append(createSource(page, panel));
    }
  };
  const quiz = createQuiz(page, panel, reveal);
  main.replaceChildren(element('h2', {}, panel.title), element('p', {class: 'lead'}, panel.lead), quiz, body);
  if (open !== null) {
    main.focus();
  }
  open = panel.id;
  document.title = panel.title + ' – Pattern Scanner';
  for (const link of document.querySelectorAll('nav a')) {
    if (link.dataset.panel === open) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
}

const facts = await get('facts');
document.getElementById('network').textContent =
  `${facts.network.run}, epoch ${facts.network.epoch}: ${facts.network.parameters.toLocaleString('en')} parameters` +
  (facts.network.reader === facts.network.run ? '' : `; ${facts.network.reader} reads what you draw`);
document.getElementById('panels').replaceChildren(...PANELS.map((panel, i) => {
  const link = element('a', {
    href: '#panel=' + panel.id,
    onclick: event => {
      event.preventDefault();
      state.set({panel: panel.id});
    },
  }, `${i + 1} ${panel.title}`);
  link.dataset.panel = panel.id;
  return element('li', {}, link);
}));
state.onChange(show, new AbortController().signal);
show();
window.ready = performance.now();
