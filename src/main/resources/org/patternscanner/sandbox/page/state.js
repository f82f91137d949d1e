// The page's whole state: words by name. It lives in the address's fragment, so any view is a link.

export function parse(fragment) {
  return Object.fromEntries(new URLSearchParams(fragment.replace(/^#/, '')));
}

export function format(values) {
  const present = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return '#' + new URLSearchParams(present.map(([name, value]) => [name, String(value)])).toString();
}

/** Reads and writes the state, and tells listeners what is new. */
export function createState(window) {
  let values = parse(window.location.hash);
  const listeners = new Set();
  const tell = () => listeners.forEach(listener => listener());

  window.addEventListener('popstate', () => {
    values = parse(window.location.hash);
    tell();
  });

  return {
    get: (name, fallback = '') => values[name] ?? fallback,
    number(name, fallback) {
      const number = Number(values[name] ?? NaN);
      return Number.isFinite(number) ? number : fallback;
    },
    /** Changes some words; undefined removes one. A new panel is a step that 'back' undoes. */
    set(changes) {
      const before = values.panel;
      const address = format({...values, ...changes});
      values = parse(address); // words, as if they came from there
      if (values.panel !== before) {
        window.history.pushState(null, '', address);
      } else {
        window.history.replaceState(null, '', address);
      }
      tell();
    },
    /** Calls the listener after every change, or every change of these words, until the signal aborts. */
    onChange(listener, signal, names = null) {
      const words = () => JSON.stringify(names ? names.map(name => values[name]) : values);
      let heard = words();
      const hear = () => {
        if (!names || words() !== heard) {
          heard = words();
          listener();
        }
      };
      listeners.add(hear);
      signal.addEventListener('abort', () => listeners.delete(hear));
    },
  };
}
