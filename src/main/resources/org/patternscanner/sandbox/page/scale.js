// Colours for numbers. The diverging scale is the program's own: blue below zero, nearly white at
// zero, orange above, with lightness that falls evenly to both ends.

const ZERO = [0xf7, 0xf7, 0xf7];
const BLUES = [ZERO, [0x67, 0xa9, 0xcf], [0x21, 0x66, 0xac]];
const ORANGES = [ZERO, [0xee, 0x88, 0x30], [0xae, 0x42, 0x00]];

const decoded = c => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
const encoded = l =>
  Math.round(255 * Math.min(1, Math.max(0, l <= 0.0031308 ? 12.92 * l : 1.055 * l ** (1 / 2.4) - 0.055)));
const luminance = rgb => 0.2126 * decoded(rgb[0]) + 0.7152 * decoded(rgb[1]) + 0.0722 * decoded(rgb[2]);
const lightness = y => 116 * Math.cbrt(y) - 16;

function onWay(way, strength) {
  const from = lightness(luminance(ZERO));
  const wanted = ((from + strength * (lightness(luminance(way[2])) - from) + 16) / 116) ** 3;
  const leg = wanted > luminance(way[1]) ? 0 : 1;
  const start = luminance(way[leg]);
  const share = (start - wanted) / (start - luminance(way[leg + 1]));
  return [0, 1, 2].map(i => {
    const a = decoded(way[leg][i]);
    return encoded(a + share * (decoded(way[leg + 1][i]) - a));
  });
}

// 101 steps to each side are more than an eye tells apart, and drawing looks them up.
const table = way => Array.from({length: 101}, (_, i) => onWay(way, i / 100));
const NEGATIVE = table(BLUES);
const POSITIVE = table(ORANGES);

/** The colour of a number as [red, green, blue]; max is the number at the orange end. */
export function diverging(value, max) {
  const strength = max > 0 ? Math.min(100, Math.round((100 * Math.abs(value)) / max)) : 0;
  return (value < 0 ? NEGATIVE : POSITIVE)[strength];
}

/** MNIST's look: 0 is black, 1 is white. */
export function ink(value) {
  const grey = Math.round(255 * Math.min(1, Math.max(0, value)));
  return [grey, grey, grey];
}

/** Black or white, whichever can be read on a colour (WCAG 2's contrast). */
export function textOn(rgb) {
  return luminance(rgb) > 0.179 ? '#000' : '#fff';
}

export const css = rgb => `rgb(${rgb[0]} ${rgb[1]} ${rgb[2]})`;

/** The largest number without its sign, of [row][column]. */
export function largest(matrix) {
  let most = 0;
  for (const row of matrix) {
    for (const value of row) {
      most = Math.max(most, Math.abs(value));
    }
  }
  return most;
}
