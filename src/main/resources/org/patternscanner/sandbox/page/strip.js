// The normaliser's strip: the picture after each stage, what the network would have said of it, and
// a switch for each stage. Those that are left out stand in the state, by their keys.

import {element} from './element.js';
import {percent} from './format.js';
import {createMatrix} from './matrix.js';
import {fromBase64} from './picture.js';

/** The keys of the stages that are left out. */
export const leftOut = state => state.get('without').split('.').filter(Boolean);

/** The same with one more, or one less. */
export function switched(keys, key, on) {
  const others = keys.filter(each => each !== key);
  return on ? others : [...others, key];
}

/** What to say of the answer without some stages, beside that of all. */
export function compared(names, digit, all) {
  const read = digit === undefined ? 'no digit is found' : `it reads a ${digit}`;
  const full = all.digit === undefined ? 'no digit is found' : `it reads a ${all.digit} (${percent(all.probabilities[all.digit])})`;
  const verdict = digit === all.digit
    ? 'This digit does not need what is left out.'
    : 'What is left out makes the difference.';
  return `Without ${names.join(', ')}: ${read}. With every stage: ${full}. ${verdict}`;
}

/** Makes these the children, in this order; one that stays in its place keeps the focus. */
function arrange(parent, wanted) {
  wanted.forEach((each, i) => {
    if (parent.children[i] !== each) {
      parent.insertBefore(each, parent.children[i] ?? null);
    }
  });
  while (parent.children.length > wanted.length) {
    parent.lastChild.remove();
  }
}

export function createStrip(page, touched) {
  const {state} = page;
  const tiles = new Map(); // by the stage's name; they stay, or a switch would lose the focus
  const strip = element('ol', {class: 'strip'});
  const answer = element('li', {class: 'stage answer'});
  const words = element('p', {role: 'status'});
  const all = element('button', {type: 'button', onclick: () => set([])}, 'All stages on');

  function set(keys) {
    touched();
    state.set({without: keys.length ? keys.join('.') : undefined});
  }

  function createTile({name, key}) {
    const box = element('input', {
      type: 'checkbox',
      onchange: () => set(switched(leftOut(state), key, box.checked)),
    });
    const picture = createMatrix({label: name, look: 'ink', table: false});
    const empty = element('div', {class: 'unreached'});
    const said = element('p');
    const size = element('p', {class: 'muted'});
    const change = element('p', {class: 'muted'});
    const head = key === undefined ? element('span', {}, name) : element('label', {}, box, element('span', {}, name));
    const tile = element('li', {class: 'stage'}, element('div', {class: 'head'}, head), picture.canvas, empty, said, size, change);
    return {
      element: tile,
      show(stage, digit) {
        const {reached} = stage;
        box.checked = stage.on;
        tile.classList.toggle('off', !stage.on);
        change.textContent = stage.on ? stage.change : 'left out';
        picture.canvas.hidden = reached === undefined;
        empty.hidden = reached !== undefined;
        empty.textContent = digit === undefined ? 'not reached' : 'not needed';
        said.textContent = reached ? `${reached.digit}  ${percent(reached.probability)}` : '';
        said.className = reached?.digit === digit ? 'right' : 'wrong';
        size.textContent = reached ? `${reached.width} × ${reached.height}` : '';
        if (reached) {
          picture.canvas.setAttribute('aria-label', `${name}, ${change.textContent}`);
          picture.show(fromBase64(reached.image));
        }
      },
    };
  }

  return {
    element: element('div', {}, strip, element('p', {class: 'controls'}, all), words),
    /** Shows a reply: all its stages, and the answer after them. */
    show({stages, digit, probabilities}) {
      const wanted = stages.map(stage => {
        if (!tiles.has(stage.name)) {
          tiles.set(stage.name, createTile(stage));
        }
        return tiles.get(stage.name).element;
      });
      wanted.push(answer);
      arrange(strip, wanted);
      stages.forEach(stage => tiles.get(stage.name).show(stage, digit));
      answer.replaceChildren(
          element('div', {class: 'head'}, 'the answer'),
          element('p', {class: 'digit'}, digit === undefined ? '–' : String(digit)),
          element('p', {}, digit === undefined ? 'no digit found' : percent(probabilities[digit])));
      all.disabled = stages.every(stage => stage.on);
    },
    /** Says what the switches did; nothing if all are on. */
    say(text) {
      words.textContent = text;
    },
    clear() {
      strip.replaceChildren(element('li', {class: 'muted'}, 'Draw a digit.'));
      words.textContent = '';
      all.disabled = true;
    },
  };
}
