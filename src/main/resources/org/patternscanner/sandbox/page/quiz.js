// The question that a panel opens with: someone who has predicted looks closer.

import {element} from './element.js';

/**
 * Shows the question, and afterwards what was right. reveal() is called once the learner has
 * answered or passed.
 */
export function createQuiz(page, panel, reveal) {
  const {state} = page;
  const name = 'quiz-' + panel.id;
  const verdict = element('p', {role: 'status'});
  const choices = panel.quiz.choices.map((choice, i) =>
    element('li', {}, element('label', {}, element('input', {type: 'radio', name, value: i}), choice)));
  const check = element('button', {type: 'submit', class: 'primary'}, 'Check');
  const pass = element('button', {type: 'button', onclick: () => finish(null)}, 'Just show me');
  const form = element(
      'form',
      {class: 'box quiz', onsubmit: submit},
      element('h3', {}, 'First: what do you think?'),
      element('p', {}, panel.quiz.question),
      element('fieldset', {}, element('legend', {class: 'visually-hidden'}, panel.quiz.question), element('ol', {}, ...choices)),
      element('p', {}, check, ' ', pass),
      verdict);

  function known() {
    return state.get('known').split('.').filter(Boolean);
  }

  function submit(event) {
    event.preventDefault();
    const chosen = form.querySelector('input:checked');
    if (!chosen) {
      verdict.textContent = 'Choose one first, or let it be shown.';
      return;
    }
    finish(Number(chosen.value));
  }

  async function finish(answer) {
    const right = await panel.quiz.right(page);
    const words = panel.quiz.choices[right];
    verdict.className = answer === right ? 'right' : 'wrong';
    verdict.textContent = answer === null
      ? `It is: ${words}. ${panel.quiz.why}`
      : `${answer === right ? 'Yes' : 'No, it is'}: ${words}. ${panel.quiz.why}`;
    check.disabled = true;
    pass.disabled = true;
    if (!known().includes(panel.id)) {
      state.set({known: [...known(), panel.id].join('.')});
    }
    reveal();
  }

  if (known().includes(panel.id)) {
    form.hidden = true;
    reveal();
  }
  return form;
}
