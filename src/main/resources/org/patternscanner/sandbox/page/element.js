// Elements without much ceremony: element('p', {class: 'lead'}, 'text', child, ...).

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else if (value === true) {
      made.setAttribute(key, '');
    } else if (value !== false && value !== undefined && value !== null) {
      made.setAttribute(key, value);
    }
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

/** Says something to people who listen to the page. */
export function announce(text) {
  document.getElementById('live').textContent = text;
}
