// Kernels as the page edits them: [row][column]; in the address, numbers with commas.

export function parse(text) {
  const numbers = text.split(',').map(Number);
  const side = Math.round(Math.sqrt(numbers.length));
  if (side < 1 || side > 7 || side * side !== numbers.length || numbers.some(n => !Number.isFinite(n))) {
    return null;
  }
  return Array.from({length: side}, (_, row) => numbers.slice(row * side, (row + 1) * side));
}

export const format = kernel => kernel.flat().map(n => Number(n.toPrecision(6))).join(',');

/** Another size: the middle is kept, what is new is 0. */
export function resized(kernel, side) {
  const shift = Math.floor((kernel.length - side) / 2);
  return Array.from({length: side}, (_, row) =>
    Array.from({length: side}, (_, column) => kernel[row + shift]?.[column + shift] ?? 0));
}

/** The name of a kernel among the named ones, or undefined. */
export const nameOf = (kernel, named) => named.find(each => format(each.weights) === format(kernel))?.name;
