// The command and the Java lines that reproduce what a panel shows.

import {get} from './api.js';
import {element} from './element.js';

export function createSource(page, panel) {
  const command = element('ul', {class: 'commands'});
  const methods = panel.code.map(([name, method]) => {
    const details = element('details', {}, element('summary', {}, element('code', {}, `${name}.${method}`)));
    details.addEventListener('toggle', async () => {
      if (details.open && details.children.length === 1) {
        const source = await get(`source/${name}/${method}`);
        details.append(
            element('p', {class: 'muted'}, `${source.file}, from line ${source.firstLine}`),
            element('pre', {tabindex: 0, role: 'region', 'aria-label': `Java source of ${name}.${method}`}, element('code', {}, source.text)));
      }
    });
    return details;
  });
  const update = () => {
    command.replaceChildren(...panel.command(page).split('    ').map(each => element('li', {}, element('code', {}, each))));
  };
  page.state.onChange(update, page.signal);
  update();
  return element(
      'section',
      {class: 'box'},
      element('h3', {}, 'The same in the terminal, and in Java'),
      command,
      ...methods);
}
