// The picture that the panels share: a sample digit, one that was drawn, or a file. 28 x 28 numbers
// from 0 (no ink) to 1. In the address it is 's' and a sample's index, or 'd' and its bytes.

import {get, post} from './api.js';
import {element} from './element.js';
import {css, ink} from './scale.js';

export const SIDE = 28;

/** Bytes in base64 -> [row][column] from 0 to 1. */
export function fromBase64(text) {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Array.from({length: SIDE}, (_, row) =>
    Array.from({length: SIDE}, (_, column) => (bytes.charCodeAt(row * SIDE + column) || 0) / 255));
}

/** The same back, with letters that an address may have. */
export function toBase64(image) {
  return bytesOf(image).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export const blank = () => Array.from({length: SIDE}, () => new Array(SIDE).fill(0));

/** Ink of a soft round brush at a cell; the picture is changed. */
export function dab(image, row, column) {
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      const y = row + dy;
      const x = column + dx;
      if (y >= 0 && y < SIDE && x >= 0 && x < SIDE) {
        image[y][x] = Math.min(1, image[y][x] + [1, 0.45, 0.15][Math.abs(dy) + Math.abs(dx)]);
      }
    }
  }
}

/** [row][column] from 0 to 1 -> bytes in plain base64, as the server reads them. */
export const bytesOf = image =>
  btoa(image.flat().map(value => String.fromCharCode(Math.round(255 * value))).join(''));

let samples = null;

export async function loadSamples() {
  samples ??= await get('samples');
  return samples;
}

/** The picture that the state names; the first seven if it names none. */
export async function currentPicture(state) {
  const word = state.get('picture');
  if (word.startsWith('d')) {
    return fromBase64(word.slice(1));
  }
  const all = await loadSamples();
  const index = Number(word.slice(1));
  const sample = all.find(each => 's' + each.index === 's' + index) ?? all.find(each => each.digit === 7);
  return fromBase64(sample.pixels);
}

/** Where one chooses: samples, a blank sheet to draw on, a file. */
export function createChooser(page) {
  const {state} = page;
  const strip = element('div', {class: 'samples', role: 'group', 'aria-label': 'Sample digits'});
  const error = element('p', {class: 'error', role: 'alert'});
  const file = element('input', {type: 'file', accept: 'image/*', onchange: upload});
  const clear = element('button', {type: 'button', onclick: () => state.set({picture: 'd' + toBase64(blank())})}, 'Blank, to draw on');
  const root = element(
      'fieldset',
      {},
      element('legend', {}, 'Picture'),
      strip,
      element('p', {}, clear), element('label', {}, 'or a file: ', file),
      error);

  async function upload() {
    error.textContent = '';
    const chosen = file.files[0];
    if (!chosen) {
      return;
    }
    try {
      const bytes = new Uint8Array(await chosen.arrayBuffer());
      let text = '';
      for (let i = 0; i < bytes.length; i += 32768) {
        text += String.fromCharCode(...bytes.subarray(i, i + 32768));
      }
      const {pixels} = await post('picture', {name: chosen.name, file: btoa(text)});
      state.set({picture: 'd' + toBase64(fromBase64(pixels))});
    } catch (failure) {
      error.textContent = failure.message;
    }
  }

  loadSamples().then(all => {
    strip.replaceChildren(...all.map(sample => {
      const canvas = element('canvas', {class: 'plain', width: SIDE, height: SIDE});
      const g = canvas.getContext('2d');
      fromBase64(sample.pixels).forEach((row, y) => row.forEach((value, x) => {
        g.fillStyle = css(ink(value));
        g.fillRect(x, y, 1, 1);
      }));
      const button = element('button', {
        type: 'button',
        'aria-label': `a ${sample.digit}, test image ${sample.index}`,
        onclick: () => state.set({picture: 's' + sample.index}),
      }, canvas);
      button.dataset.word = 's' + sample.index;
      return button;
    }));
    mark();
  });

  function mark() {
    const word = state.get('picture', 's' + (samples?.find(each => each.digit === 7)?.index ?? ''));
    for (const button of strip.children) {
      button.setAttribute('aria-pressed', String(button.dataset.word === word));
    }
  }
  state.onChange(mark, page.signal);
  return root;
}
