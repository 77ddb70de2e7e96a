// Leaves at once and without a trace on the page; keeps choices and focus right after a change in place.
// Nothing is stored. Works by delegation, so that parts of the page may be replaced.
(() => {
  'use strict';
  const doc = document;
  const byId = (id) => doc.getElementById(id);
  let leaving = '';
  let shifts = [];

  // An emptied page has no words to show on the way out, in a tab's preview or after Back.
  const leave = () => {
    leaving ||= byId('leave').dataset.atOnce;
    doc.documentElement.className = 'left';
    doc.querySelectorAll('textarea, input[type=text]').forEach((field) => { field.value = ''; });
    doc.body.replaceChildren();
    location.replace(leaving);
  };

  doc.addEventListener('click', (event) => {
    if (event.target.closest('#leave, [data-leave]')) {
      event.preventDefault();
      leave();
    }
  }, true);

  // Shift three times within two seconds. Any other key between (capital letters) starts the count again.
  doc.addEventListener('keydown', (event) => {
    if (event.key !== 'Shift') shifts = [];
    else if (!event.repeat) {
      shifts = shifts.filter((time) => event.timeStamp - time < 2000).concat(event.timeStamp);
      if (shifts.length > 2) leave();
    }
  }, true);

  addEventListener('pageshow', (event) => { if (event.persisted && leaving) leave(); });

  // htmx is read at the first touch or key, so that a slow phone shows the page sooner. What is sent or ticked before it is
  // there waits for it; where it does not come, a form goes out the plain way.
  const library = byId('in-place');
  let held = null;
  let reading = false;
  let read = !library;
  const ready = () => {
    if (read) return;
    read = true;
    held?.();
  };
  const start = () => {
    if (reading || read) return;
    reading = true;
    const script = doc.createElement('script');
    // htmx looks through the page in a timer of its own, set before this one.
    script.onload = () => setTimeout(ready);
    script.onerror = ready;
    script.src = library.href;
    doc.head.append(script);
    setTimeout(ready, 3000);
  };
  ['pointerdown', 'keydown', 'focusin'].forEach((kind) => addEventListener(kind, start, { capture: true, once: true }));

  doc.addEventListener('submit', (event) => {
    const { target: form, submitter } = event;
    if (read || !form.matches('[hx-post]')) return;
    event.preventDefault();
    held = () => form.requestSubmit(submitter);
    start();
  }, true);

  doc.addEventListener('change', ({ target }) => {
    if (read || !target.form?.matches('[hx-trigger]')) return;
    held ||= () => target.dispatchEvent(new Event('change', { bubbles: true }));
    start();
  }, true);

  // Urgent help, then what to change, then what was found.
  const first = () => doc.querySelector('.urgent') ? byId('results') : byId('errors') || byId('results');

  const show = (element) => {
    element.focus({ preventScroll: true });
    element.scrollIntoView();
  };

  doc.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
    if (ctx.response.status >= 400) return show(byId('problem'));
    if (byId('chat')) return said(ctx.request.submitter?.name === 'choice');
    // A morph sets attributes; a box that was clicked no longer follows its attribute.
    doc.querySelectorAll('#finder :is([type=checkbox], [type=radio])').forEach((box) => { box.checked = box.defaultChecked; });
    doc.querySelectorAll('#find-form option').forEach((option) => { option.selected = option.defaultSelected; });
    const next = first();
    if (ctx.request.submitter && next) show(next);
  });

  doc.addEventListener('htmx:error', () => {
    const words = byId('no-answer');
    if (!words) return;
    byId('problem').replaceChildren(words.content.cloneNode(true));
    show(byId('problem'));
  });

  // Printing needs script; the button is there only with it.
  doc.querySelectorAll('[data-print]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => print());
  });

  if (byId('errors')) show(first());

  // Before a page lapses it warns; a talk that lapsed goes from the screen too.
  let timers = [];
  const wait = () => {
    timers.forEach(clearTimeout);
    if (!byId('lapse')) return;
    byId('lapse').hidden = true;
    timers = [setTimeout(() => { if (byId('lapse')) byId('lapse').hidden = false; }, 13 * 60 * 1000)];
    if (byId('chat')) timers.push(setTimeout(() => location.replace(byId('chat').dataset.at), 15 * 60 * 1000 + 2000));
  };
  wait();

  // A talk: Enter sends, Shift with Enter makes a new line. The address changes without a step in the history.
  doc.addEventListener('keydown', (event) => {
    if (event.target.id !== 'message' || event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    byId('talk-form').requestSubmit(byId('send'));
  });

  const said = (chose) => {
    const box = byId('message');
    const turn = [...doc.querySelectorAll('.turn')].pop();
    const at = byId('chat').dataset.at;
    if (at !== location.pathname) history.replaceState(null, '', at);
    byId('problem')?.replaceChildren();
    wait();
    if (box) box.value ||= typed;
    if (!turn || !box) return show(byId('main'));
    (chose ? turn : box).focus({ preventScroll: true });
    turn.scrollIntoView();
  };

  // The box is empty as soon as its words are sent, for the next ones; it gets them back when sending failed.
  let sent = '';
  doc.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
    const box = byId('message');
    if (!box || ctx.sourceElement.id !== 'talk-form' || ctx.request.submitter?.name === 'choice') return;
    sent = box.value;
    box.value = '';
  });
  // What was typed meanwhile outlives a change of the whole page.
  let typed = '';
  doc.addEventListener('htmx:before:swap', () => { typed = byId('message')?.value || ''; });
  const failed = () => {
    if (byId('message')) byId('message').value ||= sent;
  };
  doc.addEventListener('htmx:error', failed);
  doc.addEventListener('htmx:response:error', failed);

  doc.addEventListener('htmx:after:request', ({ detail: { ctx } }) => { if (ctx.response.status === 204) wait(); });

  // Going back must not bring a talk up again from the browser's own memory once it was cleared.
  addEventListener('pagehide', () => byId('log')?.replaceChildren());
  addEventListener('pageshow', (event) => { if (event.persisted && byId('chat')) location.replace(byId('chat').dataset.at); });
})();
