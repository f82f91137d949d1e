// A sheet to draw on with mouse, pen or finger. Strokes are lines of points, so they can be undone;
// in the address they are bytes: brush, count, then x and y of each point.

import {element} from './element.js';

export const SIDE = 140; // pixels of the drawing that the server gets

/** Strokes [{brush, points: [[x, y], ...]}] with whole numbers from 0 to SIDE - 1 -> text. */
export function encode(strokes) {
  const bytes = strokes.flatMap(({brush, points}) => {
    const kept = points.slice(0, 255);
    return [brush, kept.length, ...kept.flat()];
  });
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function decode(text) {
  const strokes = [];
  let bytes;
  try {
    bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return strokes; // an address that somebody has damaged
  }
  for (let i = 0; i + 1 < bytes.length;) {
    const brush = bytes.charCodeAt(i);
    const count = bytes.charCodeAt(i + 1);
    const points = [];
    for (let j = 0; j < count && i + 3 + 2 * j < bytes.length; j++) {
      points.push([bytes.charCodeAt(i + 2 + 2 * j), bytes.charCodeAt(i + 3 + 2 * j)]);
    }
    strokes.push({brush, points});
    i += 2 + 2 * count;
  }
  return strokes;
}

/** Paints strokes in black on white, on a context whose unit is a pixel of the drawing. */
export function paint(g, strokes) {
  g.fillStyle = '#fff';
  g.fillRect(0, 0, SIDE, SIDE);
  g.strokeStyle = '#000';
  g.lineCap = 'round';
  g.lineJoin = 'round';
  for (const {brush, points} of strokes) {
    g.lineWidth = brush;
    g.beginPath();
    points.forEach(([x, y], i) => (i === 0 ? g.moveTo(x, y) : g.lineTo(x, y)));
    if (points.length === 1) {
      g.lineTo(points[0][0] + 0.1, points[0][1]);
    }
    g.stroke();
  }
}

/** The drawing as grey bytes in base64. */
export function pixels(strokes) {
  const canvas = element('canvas', {width: SIDE, height: SIDE});
  const g = canvas.getContext('2d', {willReadFrequently: true});
  paint(g, strokes);
  const {data} = g.getImageData(0, 0, SIDE, SIDE);
  let text = '';
  for (let i = 0; i < data.length; i += 4) {
    text += String.fromCharCode(data[i]);
  }
  return btoa(text);
}

/** The sheet with its buttons; the strokes live in the state. */
export function createSheet(page, touched) {
  const {state, signal} = page;
  let undone = [];
  let stroke = null; // the one being drawn
  const strokes = () => decode(state.get('strokes'));
  const store = list => state.set({strokes: list.length ? encode(list) : undefined});
  const canvas = element('canvas', {
    class: 'sheet',
    tabindex: 0,
    role: 'application',
    'aria-roledescription': 'sheet to draw on',
    'aria-label': 'Draw a digit: with mouse, pen or finger, or with the arrow keys; Space puts the pen down and up',
  });
  const brush = element('input', {type: 'range', min: 3, max: 24, value: 10});
  const button = (text, onclick) => element('button', {type: 'button', onclick}, text);
  const undo = button('Undo', () => change(list => undone.push(list.pop())));
  const redo = button('Redo', () => change(list => list.push(undone.pop())));
  const clear = button('Clear', () => change(list => undone.push(...list.splice(0).reverse())));

  function change(edit) {
    touched();
    const list = strokes();
    edit(list);
    store(list);
  }

  function pointAt(event) {
    const place = canvas.getBoundingClientRect();
    const scaled = (value, start, size) =>
      Math.min(SIDE - 1, Math.max(0, Math.round(((value - start) / size) * SIDE)));
    return [scaled(event.clientX, place.left, place.width), scaled(event.clientY, place.top, place.height)];
  }

  function extend(point) {
    const last = stroke.points.at(-1);
    if (stroke.points.length < 255 && (last[0] !== point[0] || last[1] !== point[1])) {
      stroke.points.push(point);
    }
  }

  canvas.addEventListener('pointerdown', event => {
    canvas.setPointerCapture(event.pointerId);
    undone = [];
    stroke = {brush: Number(brush.value), points: [pointAt(event)]};
    draw();
  });
  canvas.addEventListener('pointermove', event => {
    if (stroke) {
      const moves = event.getCoalescedEvents?.() ?? [];
      (moves.length ? moves : [event]).forEach(move => extend(pointAt(move)));
      draw();
    }
  });
  const finish = () => {
    if (stroke) {
      const done = stroke;
      stroke = null;
      change(list => list.push(done));
    }
  };
  canvas.addEventListener('pointerup', finish);
  canvas.addEventListener('pointercancel', finish);

  // With the keyboard: a pen that walks.
  let pen = [SIDE / 2, SIDE / 4];
  canvas.addEventListener('keydown', event => {
    const step = {ArrowUp: [0, -4], ArrowDown: [0, 4], ArrowLeft: [-4, 0], ArrowRight: [4, 0]}[event.key];
    if (step) {
      event.preventDefault();
      pen = [0, 1].map(i => Math.min(SIDE - 1, Math.max(0, pen[i] + step[i])));
      if (stroke) {
        extend(pen);
      }
      draw();
    } else if (event.key === ' ') {
      event.preventDefault();
      if (stroke) {
        finish();
      } else {
        undone = [];
        stroke = {brush: Number(brush.value), points: [pen]};
      }
      draw();
    }
  });
  canvas.addEventListener('blur', draw);
  canvas.addEventListener('focus', draw);

  function draw() {
    const size = canvas.clientWidth || 280;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = canvas.height = Math.round(size * ratio);
    const g = canvas.getContext('2d');
    g.scale((size * ratio) / SIDE, (size * ratio) / SIDE);
    const all = strokes();
    paint(g, stroke ? [...all, stroke] : all);
    if (document.activeElement === canvas) {
      g.lineWidth = 1;
      g.strokeStyle = '#d000b8';
      g.strokeRect(pen[0] - 2, pen[1] - 2, 4, 4);
    }
    undo.disabled = all.length === 0;
    clear.disabled = all.length === 0;
    redo.disabled = undone.length === 0;
  }

  new ResizeObserver(draw).observe(canvas);
  state.onChange(draw, signal, ['strokes']);
  return {
    element: element(
        'div',
        {},
        element('figure', {class: 'matrix'}, element('figcaption', {}, 'Draw a digit here'), canvas),
        element('div', {class: 'controls'}, undo, redo, clear, element('label', {}, 'brush', brush))),
    strokes,
  };
}
