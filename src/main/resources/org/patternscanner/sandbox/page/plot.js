// One line over an axis, as SVG, with its numbers as a table.

import {table} from './controls.js';
import {element} from './element.js';

const WIDTH = 480;
const HEIGHT = 260;
const LEFT = 48;
const BOTTOM = 36;
const TOP = 28; // room for the axis's name

function shape(name, attributes, text) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

/** Round numbers from 0 to at least most, four to six of them. */
export function ticks(most) {
  const step = 10 ** Math.floor(Math.log10(most / 2));
  const wide = [1, 2, 5, 10].map(factor => factor * step).find(each => most / each <= 5.5);
  return Array.from({length: Math.floor(most / wide + 1e-9) + 1}, (_, i) => Number((i * wide).toPrecision(6)));
}

export function createPlot(label, xLabel, yLabel) {
  const svg = shape('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': label, class: 'plot'});
  const numbers = element('details', {}, element('summary', {}, 'Numbers'));
  return {
    element: element('figure', {class: 'matrix wide'}, element('figcaption', {}, label), svg, numbers),
    /** Shows points [x, y], with x from 0 to mostX. */
    show(points, mostX) {
      const mostY = Math.max(0.1, ...points.map(([, y]) => y));
      const x = value => LEFT + (value / mostX) * (WIDTH - LEFT - 12);
      const y = value => HEIGHT - BOTTOM - (value / mostY) * (HEIGHT - BOTTOM - TOP);
      svg.replaceChildren(
          ...ticks(mostY).flatMap(tick => [
            shape('line', {x1: LEFT, x2: WIDTH - 12, y1: y(tick), y2: y(tick), class: 'grid'}),
            shape('text', {x: LEFT - 6, y: y(tick) + 4, 'text-anchor': 'end'}, tick)]),
          ...ticks(mostX).map(tick => shape('text', {x: x(tick), y: HEIGHT - BOTTOM + 16, 'text-anchor': 'middle'}, tick)),
          shape('text', {x: WIDTH / 2, y: HEIGHT - 3, 'text-anchor': 'middle'}, xLabel),
          shape('text', {x: 10, y: 14}, yLabel),
          shape('polyline', {points: points.map(([px, py]) => `${x(px)},${y(py)}`).join(' '), class: 'curve'}));
      if (numbers.open) {
        numbers.replaceChildren(numbers.firstChild, table(label, [xLabel, yLabel], points.map(([px, py]) => [px.toFixed(2), py.toFixed(4)]), []));
      }
    },
  };
}
