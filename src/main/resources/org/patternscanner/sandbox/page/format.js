// How numbers are written.

/** With its sign, so that blue and orange are not all that tells them apart. */
export function signed(value, decimals = 2) {
  const text = Math.abs(value).toFixed(decimals);
  return (value < 0 && Number(text) !== 0 ? '−' : '+') + text;
}

/** As short as it can be: for a cell. */
export function short(value) {
  if (Number.isInteger(value)) {
    return String(value).replace('-', '−');
  }
  const text = Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
  return text.replace(/^(-?)0\./, '$1.').replace('-', '−');
}

export const percent = share => (100 * share).toFixed(1) + ' %';

export const whole = number => number.toLocaleString('en');
