// Draws one matrix: a canvas of coloured cells, one tab stop, with arrow keys, and its numbers as a
// table for those who cannot see it.

import {element, announce} from './element.js';
import {short, signed} from './format.js';
import {css, diverging, ink, largest, textOn} from './scale.js';

const NUMBERS_FROM = 27; // pixels a cell: below, numbers cannot be read
const MARK = '#d000b8';

/**
 * Makes a view.
 *
 * options: label; look 'diverging' or 'ink'; legend true for a colour scale below; numbers true to
 * write them into the cells; onPoint(row, column, pressed) when a cell is pointed at by mouse, touch
 * or arrow keys; paint true if dragging paints, so that onPoint hears every cell.
 */
export function createMatrix(options) {
  const canvas = element('canvas', {
    class: options.onPoint ? '' : 'plain',
    tabindex: options.onPoint ? 0 : null,
    role: options.onPoint ? 'application' : 'img',
    'aria-roledescription': options.onPoint ? 'grid of numbers' : null,
    'aria-label': options.label,
  });
  const legend = options.legend ? createLegend() : null;
  const numbers = element('details', {}, element('summary', {}, 'Numbers'));
  const figure = element(
      'figure',
      {class: 'matrix ' + (options.size ?? '')},
      element('figcaption', {}, options.label),
      canvas,
      legend?.element,
      options.table === false ? null : numbers);
  let shown = {values: [[0]], max: 1, boxes: [], selected: null};

  function draw() {
    const {values, max, boxes, selected, shaded} = shown;
    const rows = values.length;
    const columns = values[0].length;
    const width = canvas.clientWidth || 280;
    const ratio = window.devicePixelRatio || 1;
    const cell = width / columns;
    canvas.style.aspectRatio = `${columns} / ${rows}`;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(cell * rows * ratio);
    const g = canvas.getContext('2d');
    g.scale(ratio, ratio);
    const written = options.numbers && cell >= NUMBERS_FROM;
    g.font = `${Math.min(16, cell / 2.7)}px ui-monospace, monospace`;
    g.textAlign = 'center';
    g.textBaseline = 'middle';
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const value = values[row][column];
        const colour = options.look === 'ink' ? ink(value / max) : diverging(value, max);
        g.fillStyle = css(colour);
        // A hair wider, or the ground would shine through between cells.
        g.fillRect(column * cell, row * cell, cell + 0.5, cell + 0.5);
        if (written) {
          g.fillStyle = textOn(colour);
          g.fillText(short(value), (column + 0.5) * cell, (row + 0.5) * cell);
        }
      }
    }
    if (shaded) {
      shade(g, cell, rows, columns, shaded);
    }
    for (const box of boxes) {
      outline(g, cell, box, box.colour ?? MARK, 3);
    }
    if (selected) {
      outline(g, cell, {row: selected[0], column: selected[1], rows: 1, columns: 1}, MARK, 3);
    }
  }

  function fillTable() {
    if (numbers.open) {
      numbers.replaceChildren(numbers.firstChild, createTable(options.label, shown));
    }
  }

  numbers.addEventListener('toggle', fillTable);
  new ResizeObserver(draw).observe(canvas);
  if (options.onPoint) {
    listen(canvas, () => shown, options);
  }

  return {
    element: figure,
    canvas,
    /**
     * Shows values [row][column]; max is the number at the scale's end, the largest by default. Where
     * the values only stand for colours, word(row, column) says what a cell means.
     */
    show(values, {max, boxes = [], selected = null, shaded = null, word = null} = {}) {
      shown = {values, max: max ?? (options.look === 'ink' ? 1 : largest(values)), boxes, selected, shaded, word};
      draw();
      legend?.show(shown.max);
      fillTable();
    },
  };
}

function outline(g, cell, box, colour, width) {
  g.strokeStyle = '#fff';
  g.lineWidth = width + 2;
  const rectangle = [box.column * cell, box.row * cell, box.columns * cell, box.rows * cell];
  g.strokeRect(...rectangle);
  g.strokeStyle = colour;
  g.lineWidth = width;
  g.setLineDash(box.dashed ? [6, 4] : []);
  g.strokeRect(...rectangle);
  g.setLineDash([]);
}

/** Shades rows and columns: {rows, columns}, or a list that means both. */
function shade(g, cell, rows, columns, indices) {
  g.fillStyle = 'rgb(213 94 0 / 0.55)';
  for (const index of indices.columns ?? indices) {
    g.fillRect(index * cell, 0, cell, rows * cell);
  }
  for (const index of indices.rows ?? (indices.columns ? [] : indices)) {
    g.fillRect(0, index * cell, columns * cell, cell);
  }
}

function listen(canvas, shown, options) {
  const size = () => [shown().values.length, shown().values[0].length];
  const clamp = (value, most) => Math.min(most - 1, Math.max(0, value));

  function cellAt(event) {
    const [rows, columns] = size();
    const place = canvas.getBoundingClientRect();
    return [
      clamp(Math.floor(((event.clientY - place.top) / place.height) * rows), rows),
      clamp(Math.floor(((event.clientX - place.left) / place.width) * columns), columns),
    ];
  }

  canvas.addEventListener('pointerdown', event => {
    canvas.setPointerCapture(event.pointerId);
    options.onPoint(...cellAt(event), true, event);
  });
  canvas.addEventListener('pointermove', event => {
    // Between two frames there may be several moves, and a stroke needs them all.
    const moves = options.paint ? event.getCoalescedEvents?.() ?? [event] : [event];
    for (const move of moves.length ? moves : [event]) {
      options.onPoint(...cellAt(move), event.buttons > 0, event);
    }
  });
  canvas.addEventListener('keydown', event => {
    const step = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]}[event.key];
    const enter = event.key === 'Enter' || event.key === ' ';
    if (!step && !enter) {
      return;
    }
    event.preventDefault();
    const [rows, columns] = size();
    // The next key may come before the last one's answer is shown.
    const [row, column] = shown().cursor ?? shown().selected ?? [0, 0];
    const next = step
      ? [clamp(row + step[0], rows), clamp(column + step[1], columns)]
      : [row, column];
    shown().cursor = next;
    options.onPoint(...next, enter, event);
    const {values, word} = shown();
    announce(`row ${next[0]}, column ${next[1]}: ${word ? word(...next) : signed(values[next[0]][next[1]])}`);
  });
}

function createLegend() {
  const bar = element('canvas', {class: 'plain', width: 201, height: 14, role: 'img', 'aria-label': 'colour scale'});
  const low = element('span');
  const high = element('span');
  return {
    element: element('div', {class: 'legend'}, low, bar, high),
    show(max) {
      const g = bar.getContext('2d');
      for (let x = 0; x <= 200; x++) {
        g.fillStyle = css(diverging(x - 100, 100));
        g.fillRect(x, 0, 1, 14);
      }
      low.textContent = signed(-max);
      high.textContent = signed(max);
    },
  };
}

function createTable(label, {values, word}) {
  const head = element('tr', {}, element('td'), ...values[0].map((_, i) => element('th', {scope: 'col'}, String(i))));
  const rows = values.map((row, i) =>
    element('tr', {}, element('th', {scope: 'row'}, String(i)), ...row.map((value, j) => element('td', {}, word ? word(i, j) : short(value)))));
  const table = element('table', {}, element('caption', {class: 'visually-hidden'}, label), head, ...rows);
  return element('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label + ', numbers'}, table);
}
