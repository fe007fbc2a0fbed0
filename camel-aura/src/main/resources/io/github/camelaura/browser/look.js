/*
 * Describes one document as data, with its open shadow roots as if they were part of it. It does not change the document, except
 * that it scrolls and then scrolls back.
 *
 * arguments[0]: {username, password, submit, code, ready: CSS selectors, or absent; click: array of CSS selectors;
 *     providers: array of {page, username, password, code, message: CSS selectors, or empty; clicks: array of {selector, when: CSS selectors, the
 *     latter or empty}; deadEnds: {name: CSS selector}; texts: {name: array of texts}};
 *     steps: array of {selector: CSS selector, or empty; name: for messages; waits: whether nothing is done with the element};
 *     fields: the names or ids of the fields of loginField options;
 *     geometry: whether the browser lays out pages, so that sizes and covers can be measured;
 *     cover: what covers the frame that shows this document; empty if nothing does}
 * Returns the properties that DocumentReader reads, or {wrong: the option that is not a CSS selector}. Elements are returned
 * beside the data, as handles to act on.
 */
var options = arguments[0];
var MOST_CONTROLS = 500;
var MOST_FRAMES = 100;
var LEAST_SIZE = 4; // pixels; a smaller field is a decoy

/* A field named like a property of its form hides this property; an image does the same to the document. */
function attr(element, name) {
  return Element.prototype.getAttribute.call(element, name);
}

function hasAttr(element, name) {
  return attr(element, name) !== null;
}

function isSelector(selector) {
  try {
    Document.prototype.querySelector.call(document, selector);
    return true;
  } catch (e) {
    return false;
  }
}

var selectors = {
  loginUsernameSelector: options.username,
  loginPasswordSelector: options.password,
  loginSubmitSelector: options.submit,
  loginTotpSelector: options.code,
  loginReadySelector: options.ready
};
var wrong = Object.keys(selectors).filter(function (name) { return selectors[name] && !isSelector(selectors[name]); });
if (!options.click.every(isSelector)) {
  wrong.push('loginClickSelectors');
}
options.steps.filter(function (step) { return step.selector && !isSelector(step.selector); }).forEach(function (step) {
  wrong.push('loginSteps: the selector of ' + step.name);
});
if (wrong.length) {
  return {wrong: wrong[0]};
}

var MOST_TO_MASK = 2000; // characters; a secret is masked before its text is cut, because a part of it would not be found

function text(value, most) {
  return String(value === null || value === undefined ? '' : value).replace(/\s+/g, ' ').trim().slice(0, most || 100);
}

function attribute(element, name) {
  return text(attr(element, name));
}

function matches(element, selector) {
  return !!selector && element.matches(selector);
}

function list(elements) {
  return Array.prototype.slice.call(elements);
}

/* ---- open shadow roots ---- */

/* HtmlUnit, which lays out nothing, has no shadow roots. */
var everything = options.geometry ? list(Document.prototype.querySelectorAll.call(document, '*')) : [];
var hosts = everything.filter(isHost);

/* Returns whether an element has an open shadow root; a field of a form may have the name shadowRoot. */
function isHost(element) {
  return element.shadowRoot instanceof ShadowRoot;
}

/* Adds elements in the order in which a person meets them: those of a shadow root after its host. */
function addAll(elements, all) {
  elements.forEach(function (element) {
    all.push(element);
    if (isHost(element)) {
      addAll(list(element.shadowRoot.querySelectorAll('*')), all);
    }
  });
  return all;
}

if (hosts.length) {
  everything = addAll(everything, []);
  hosts = everything.filter(isHost);
}

function select(selector) {
  return hosts.length
      ? everything.filter(function (element) { return element.matches(selector); })
      : list(Document.prototype.querySelectorAll.call(document, selector));
}

/* Returns the shadow root of an element, or null. */
function shadowOf(element) {
  var root = hosts.length ? element.getRootNode() : null;
  return root instanceof ShadowRoot ? root : null;
}

/* Returns the element that contains this one on the screen: the slot or the host of a shadow root, if it is in one. */
function parentOf(element) {
  if (element.assignedSlot || element.parentElement) {
    return element.assignedSlot || element.parentElement;
  }
  var shadow = shadowOf(element);
  return shadow && shadow.host;
}

/* Returns the form around an element, also if the element is in a shadow root and the form is not. */
function formOf(element) {
  var form = element.form || null;
  for (var each = element; each && !form; each = parentOf(each)) {
    form = each.tagName === 'FORM' ? each : null;
  }
  return form;
}

/* Returns the host of the only field or button of a shadow root; its attributes and text name the field. */
function hostOf(element) {
  var shadow = shadowOf(element);
  return shadow && shadow.querySelectorAll('input, textarea, button').length === 1 ? shadow.host : null;
}

/* Returns components without content that a script can read; their shadow root is closed. */
function closedRoots() {
  return !options.geometry ? [] : everything.filter(function (element) {
    var rect = element.tagName.indexOf('-') > 0 && !isHost(element) ? element.getBoundingClientRect() : null;
    return rect && rect.width >= 100 && rect.height >= 20 && !element.firstElementChild && !text(element.textContent);
  }).slice(0, 5).map(describe);
}

function describe(element) {
  var name = attribute(element, 'id') || attribute(element, 'class').split(' ')[0];
  return '<' + element.tagName.toLowerCase() + (name ? ' ' + (element.id ? 'id' : 'class') + '="' + name + '"' : '') + '>';
}

function labelOf(element) {
  var parts = [];
  var root = shadowOf(element) || document;
  var host = hostOf(element);
  list(element.labels || []).forEach(function (label) { parts.push(label.textContent); });
  attribute(element, 'aria-labelledby').split(' ').forEach(function (id) {
    var label = id && root.getElementById(id);
    if (label) {
      parts.push(label.textContent);
    }
  });
  ['aria-label', 'placeholder', 'title', 'alt'].forEach(function (name) { parts.push(attr(element, name) || ''); });
  if (host) {
    parts.push(attr(host, 'label') || '', attr(host, 'aria-label') || '', host.textContent);
  }
  return text(parts.join(' '), MOST_TO_MASK);
}

/* Returns an attribute of a field, or of the component that consists of it. */
function fieldAttribute(element, name) {
  var host = hasAttr(element, name) ? null : hostOf(element);
  return attribute(host || element, name);
}

/* The identity provider that this page is of, or nothing. */
var provider = options.providers.filter(function (each) { return select(each.page).length; })[0]
    || {clicks: [], deadEnds: {}, texts: {}};

/* Returns the autocomplete attribute as it should be: a known provider's selectors say what its fields are for. */
function autocompleteOf(element) {
  return fieldAttribute(element, 'autocomplete').toLowerCase()
      + (matches(element, provider.username) ? ' username' : '')
      + (matches(element, provider.password) ? ' current-password' : '')
      + (matches(element, provider.code) ? ' one-time-code' : '');
}

/* ---- visibility ---- */

/* Returns whether styles hide the element; HtmlUnit has no other information. */
function isStyledAway(element) {
  var opacity = 1;
  for (var each = element; each; each = parentOf(each)) {
    var style = window.getComputedStyle(each);
    opacity *= style.opacity === '' || isNaN(style.opacity) ? 1 : Number(style.opacity);
    if (style.display === 'none' || opacity < 0.05 || (each === element && style.visibility !== 'visible' && style.visibility)) {
      return true;
    }
    if (!options.geometry && (isMovedAway(style) || (isSmall(style, each) && (each === element || style.overflow === 'hidden')))) {
      return true;
    }
  }
  return false;
}

function isSmall(style, element) {
  if (element.tagName === 'FRAME') {
    return false; // its frame set gives it a size that HtmlUnit does not know
  }
  return /^[0-3](\.\d+)?px$/.test(style.width) || /^[0-3](\.\d+)?px$/.test(style.height);
}

function isMovedAway(style) {
  var clipped = /rect\(0(px)?[, ]+0(px)?[, ]+0(px)?[, ]+0(px)?\)/.test(style.clip || '');
  var far = style.position !== 'static'
      && (parseFloat(style.left) < -500 || parseFloat(style.top) < -500 || parseFloat(style.left) > 5000);
  var scaled = /scale\(0|translate[XY]?\(-\d{4}/.test(style.transform || '');
  return clipped || far || scaled;
}

/* Returns whether an element is displayed; loginReadySelector may match an empty or covered element. */
function isDisplayed(element) {
  for (var each = element; each; each = parentOf(each)) {
    if (window.getComputedStyle(each).display === 'none') {
      return false;
    }
  }
  return window.getComputedStyle(element).visibility !== 'hidden';
}

/* Returns the part of the element that its scrolling and clipping ancestors let through. */
function shownPart(element) {
  var rect = element.getBoundingClientRect();
  var box = {left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom};
  var fixed = window.getComputedStyle(element).position === 'fixed';
  for (var each = parentOf(element); each && each !== document.body && !fixed; each = parentOf(each)) {
    var style = window.getComputedStyle(each);
    if (style.overflowX !== 'visible' || style.overflowY !== 'visible') {
      var outer = each.getBoundingClientRect();
      box.left = Math.max(box.left, outer.left);
      box.top = Math.max(box.top, outer.top);
      box.right = Math.min(box.right, outer.right);
      box.bottom = Math.min(box.bottom, outer.bottom);
    }
    fixed = style.position === 'fixed';
  }
  return box;
}

function isClipped(element) {
  for (var each = element; each; each = parentOf(each)) {
    var style = window.getComputedStyle(each);
    if (style.clipPath !== 'none' || (style.clip !== 'auto' && /absolute|fixed/.test(style.position))) {
      return true;
    }
  }
  return false;
}

/* Returns whether a click there reaches the element: by itself, by its label, or by the text of its component, which it shows. */
function leadsTo(element, clicked) {
  var host = hostOf(element);
  if (host && clicked === host && element.querySelector('slot')) {
    return true;
  }
  for (var each = clicked; each; each = parentOf(each)) {
    if (each === element || (each.tagName === 'LABEL' && (each.control === element || each.contains(element)))) {
      return true;
    }
  }
  return false;
}

function elementAt(x, y) {
  var found = document.elementFromPoint(x, y);
  for (var inner = found; inner && isHost(inner); found = inner || found) {
    inner = inner.shadowRoot.elementFromPoint(x, y);
    inner = inner === found ? null : inner;
  }
  return found;
}

/* Returns 'VISIBLE', 'HIDDEN', or what covers the element or the frame of this document. */
function visibility(element) {
  var seen = visibilityHere(element);
  return seen === 'VISIBLE' && options.cover ? options.cover : seen;
}

function visibilityHere(element) {
  if (isStyledAway(element)) {
    return 'HIDDEN';
  }
  if (!options.geometry) {
    return 'VISIBLE';
  }
  var rect = element.getBoundingClientRect();
  if (rect.width < LEAST_SIZE || rect.height < LEAST_SIZE) {
    return 'HIDDEN';
  }
  var x = (rect.left + rect.right) / 2;
  var y = (rect.top + rect.bottom) / 2;
  var inView = x >= 0 && y >= 0 && x < window.innerWidth && y < window.innerHeight;
  var seen = inView ? hit(element) : 'HIDDEN';
  if (seen === 'VISIBLE') {
    return seen;
  }
  element.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'}); // away from a bar at the edge, which may cover it
  return hit(element);
}

/* Returns what a click on the element reaches: 'VISIBLE' for itself, 'HIDDEN', or what covers it. */
function hit(element) {
  var part = shownPart(element);
  part = {
    left: Math.max(part.left, 0),
    top: Math.max(part.top, 0),
    right: Math.min(part.right, window.innerWidth),
    bottom: Math.min(part.bottom, window.innerHeight)
  };
  if (part.right - part.left < LEAST_SIZE || part.bottom - part.top < LEAST_SIZE) {
    return 'HIDDEN';
  }
  var cover = null;
  var points = [[0.5, 0.5], [0.2, 0.5], [0.8, 0.5], [0.5, 0.25], [0.5, 0.75]];
  for (var i = 0; i < points.length; i++) {
    var reached = elementAt(
        part.left + (part.right - part.left) * points[i][0], part.top + (part.bottom - part.top) * points[i][1]);
    if (leadsTo(element, reached)) {
      return 'VISIBLE';
    }
    cover = cover || reached;
  }
  return cover && !isClipped(element) ? describe(cover) : 'HIDDEN';
}

/* ---- fields and buttons in document order ---- */

var TEXT = ['text', 'email', 'tel', 'password', 'search', 'url', 'number'];
var forms = [];

function formIndex(form) {
  if (!form) {
    return -1;
  }
  var index = forms.indexOf(form);
  return index >= 0 ? index : forms.push(form) - 1;
}

/* Returns whether the parser has read this element to its end. */
function isParsed(element) {
  if (document.readyState !== 'loading') {
    return true;
  }
  for (var each = element; each && each !== document.body; each = each.parentElement) {
    if (each.nextElementSibling || (each.nextSibling && each.nextSibling.nextSibling)) {
      return true;
    }
  }
  return false;
}

function isLinkAsButton(element) {
  var href = attr(element, 'href');
  return element.tagName === 'A'
      && (href === null || href === '' || href.charAt(0) === '#' || /^javascript:/i.test(href)
          || attr(element, 'role') === 'button');
}

function kindOf(element) {
  var tag = element.tagName;
  var type = String(element.type || '').toLowerCase();
  if (tag === 'TEXTAREA' || (tag !== 'INPUT' && tag !== 'BUTTON' && element.isContentEditable)) {
    return 'EDITOR';
  }
  if (tag === 'INPUT' && TEXT.indexOf(type) >= 0) {
    return 'FIELD';
  }
  if ((tag === 'BUTTON' && type === 'submit') || (tag === 'INPUT' && (type === 'submit' || type === 'image'))) {
    return element.form ? 'SUBMIT' : 'BUTTON';
  }
  if ((tag === 'BUTTON' && type !== 'reset') || (tag === 'INPUT' && type === 'button') || isLinkAsButton(element)) {
    return 'BUTTON';
  }
  return attribute(element, 'role') === 'button' ? 'BUTTON' : null;
}

/* Returns the text of a button and its labels. */
function buttonLabel(element) {
  var shown = text(element.innerText || element.textContent || element.value, MOST_TO_MASK);
  return text(shown + ' ' + labelOf(element), MOST_TO_MASK);
}

/* Returns whether a button lies within a field, such as one that shows the password; it does not send the form. */
function isWithinField(element) {
  if (!options.geometry) {
    return false;
  }
  var rect = element.getBoundingClientRect();
  var x = (rect.left + rect.right) / 2;
  var y = (rect.top + rect.bottom) / 2;
  return textFields.some(function (field) {
    var box = field.getBoundingClientRect();
    return x > box.left && x < box.right && y > box.top && y < box.bottom;
  });
}

var textFields = select('input').filter(function (input) { return TEXT.indexOf(input.type) >= 0; });

function isForOneCharacter(field) {
  return attr(field, 'maxlength') === '1' || /^(\[0-9\]|\\d)(\{1\})?$/.test(attr(field, 'pattern') || '');
}

function isDisabled(element) {
  return element.matches(':disabled') || element.disabled === true || attr(element, 'aria-disabled') === 'true';
}

/* Returns the origin that a form is sent to; empty if a script sends it. */
function targetOf(address) {
  var origin = originOf(address || location.href);
  return /^https?:/.test(origin) ? origin : '';
}

function actionOf(form) {
  return form ? attr(form, 'action') : null; // a field named action hides form.action
}

/* ---- fields of loginField options ---- */

function hasName(element, name, exactly) {
  return ['name', 'id'].some(function (which) {
    var host = hasAttr(element, which) ? null : hostOf(element);
    var value = attr(host || element, which) || '';
    return exactly ? value === name : value.toLowerCase() === name.toLowerCase();
  });
}

var extras = options.fields.map(function (name) {
  var inputs = select('input, select, textarea').filter(function (each) { return each.type !== 'hidden'; });
  var exact = inputs.filter(function (each) { return hasName(each, name, true); });
  return exact.length ? exact : inputs.filter(function (each) { return hasName(each, name, false); });
});

/* Returns the number of the option that names the element, or -1. */
function optionOf(element) {
  return extras.findIndex(function (named) { return named.indexOf(element) >= 0; });
}

function extraKind(element) {
  var text = element.tagName === 'TEXTAREA' || ['date', 'month', 'week', 'time', 'datetime-local'].indexOf(element.type) >= 0;
  var choice = element.tagName === 'SELECT' || element.type === 'radio' || element.type === 'checkbox';
  return text ? 'FIELD' : choice ? 'CHOICE' : kindOf(element);
}

function extra(element, option) {
  var choices = [];
  if (element.tagName === 'SELECT') {
    Array.prototype.slice.call(element.options).slice(0, 1000).forEach(function (each, index) {
      if (!isDisabled(each)) {
        choices.push({index: index, value: each.value, text: text(each.text)});
      }
    });
  } else if (element.type === 'radio') {
    choices.push({index: 0, value: element.value, text: labelOf(element)});
  }
  return {option: option, value: element.value, checked: element.checked === true, choices: choices};
}

/* Pages often hide radio buttons and check boxes behind their labels. */
function visibilityOfLabels(element) {
  var hidden = element.type === 'radio' || element.type === 'checkbox' ? element.labels || [] : [];
  return Array.prototype.slice.call(hidden).some(function (label) { return visibility(label) === 'VISIBLE'; })
    ? 'VISIBLE' : 'HIDDEN';
}

function control(element, kind, option) {
  var shown = visibility(element);
  if (shown === 'HIDDEN' && kind === 'CHOICE') {
    shown = visibilityOfLabels(element);
  }
  var isPassword = element.type === 'password';
  var field = kind === 'FIELD';
  var form = formOf(element);
  return {
    kind: kind,
    form: formIndex(form),
    type: text(element.type).toLowerCase(),
    name: fieldAttribute(element, 'name'),
    id: fieldAttribute(element, 'id'),
    style: attribute(element, 'class'),
    autocomplete: autocompleteOf(element),
    label: field || kind === 'CHOICE' ? labelOf(element) : kind === 'EDITOR' ? '' : buttonLabel(element),
    visibility: shown === 'VISIBLE' || shown === 'HIDDEN' ? shown : 'COVERED',
    cover: shown === 'VISIBLE' || shown === 'HIDDEN' ? '' : shown,
    enabled: !isDisabled(element),
    editable: (field || kind === 'CHOICE') && !isDisabled(element) && !element.readOnly,
    value: field && !isPassword ? text(element.value, 200) : '',
    filled: field && element.value !== '',
    toggle: kind !== 'FIELD' && kind !== 'EDITOR' && kind !== 'CHOICE'
        && (hasAttr(element, 'aria-pressed') || attribute(element, 'role') === 'switch' || isWithinField(element)),
    parsed: isParsed(form || element),
    target: kind === 'SUBMIT'
        ? targetOf(hasAttr(element, 'formaction') ? attr(element, 'formaction') : actionOf(form)) : '',
    username: matches(element, options.username),
    password: matches(element, options.password),
    submit: matches(element, options.submit),
    code: matches(element, options.code),
    digit: field && isForOneCharacter(element),
    extra: option < 0 ? [] : [extra(element, option)]
  };
}

var scroll = {left: window.scrollX, top: window.scrollY, behavior: 'instant'};
var controls = [];
var elements = [];
var candidates = 'input, select, textarea, button, a, [role=button], [contenteditable]';
[options.username, options.password, options.submit, options.code].forEach(function (selector) {
  if (selector) {
    candidates += ', ' + selector;
  }
});
/* Returns the first visible element of a step; if it is a radio button, all that match. */
function elementsOf(step) {
  var shown = !step.selector ? [] : select(step.selector).filter(function (element) {
    return visibility(element) !== 'HIDDEN' || visibilityOfLabels(element) !== 'HIDDEN';
  });
  return shown.length && shown[0].type === 'radio'
      ? shown.filter(function (element) { return element.type === 'radio'; }) : shown.slice(0, 1);
}

var stepElements = options.steps.map(elementsOf);
options.steps.forEach(function (step) {
  if (step.selector && !step.waits) {
    candidates += ', ' + step.selector;
  }
});
select(candidates).forEach(function (element) {
  var ofStep = stepElements.some(function (all, step) { return all.indexOf(element) >= 0 && !options.steps[step].waits; });
  var option = optionOf(element);
  var kind = option < 0 ? kindOf(element) : extraKind(element);
  if (!kind && matches(element, options.submit)) {
    kind = 'BUTTON';
  }
  if (!kind && ofStep) {
    kind = extraKind(element) || 'OTHER';
  }
  if (!kind && [options.username, options.password, options.code].some(function (each) { return matches(element, each); })) {
    kind = 'OTHER';
  }
  var field = kind === 'FIELD' || kind === 'EDITOR' || kind === 'OTHER' || kind === 'CHOICE';
  // menus have many buttons; that of a login belongs to a form or comes after the field
  if (kind && controls.length < MOST_CONTROLS && (ofStep || field || controls.length || formOf(element) || matches(element, options.submit))) {
    controls.push(control(element, kind, option));
    elements.push(element);
  }
});

/* Returns what was found for the steps, with the indexes of their controls. */
function steps() {
  var found = [];
  options.steps.forEach(function (step, index) {
    stepElements[index].forEach(function (element) {
      var at = step.waits ? -1 : elements.indexOf(element);
      if (step.waits || at >= 0) {
        found.push({step: index, control: at, state: step.waits ? [] : [extra(element, -1)]});
      }
    });
  });
  return found;
}

/* ---- the rest of the page ---- */

function formData(form) {
  var blocked = '';
  var blocking = '';
  list(form.elements || []).forEach(function (element) {
    if (!blocked && element.willValidate && element.validity && !element.validity.valid) {
      blocked = text(element.validationMessage) || 'invalid';
      blocking = attribute(element, 'name') || attribute(element, 'id') || element.tagName.toLowerCase();
    }
  });
  var heading = Element.prototype.querySelector.call(form, 'h1, h2, h3, legend');
  return {
    about: text([attribute(form, 'id'), attribute(form, 'name'), attribute(form, 'class'), attribute(form, 'role'),
      attribute(form, 'aria-label'), heading ? heading.textContent : ''].join(' '), 300),
    action: text(String(actionOf(form) || '').replace(/[?#;].*/, ''), 200),
    target: targetOf(actionOf(form)),
    validated: !form.noValidate,
    invalidField: blocking,
    invalid: blocked,
    hiddenPassword: select('input[type=password]').some(function (each) { return formOf(each) === form; }),
    hidden: select('input[type=hidden], select').filter(function (each) { return each.form === form && each.value; })
        .slice(0, 50).map(function (each) { return {name: attribute(each, 'name'), value: text(each.value, 200)}; })
  };
}

function messages() {
  var selector = '[role=alert], [aria-invalid=true], [aria-live=assertive], [class*=error], [class*=Error],'
      + ' [class*=alert], [class*=invalid], [class*=danger], [id*=error], [id*=Error], .kc-feedback-text';
  var found = [];
  select(provider.message ? selector + ', ' + provider.message : selector).forEach(function (element) {
    var content = text(element.innerText === undefined ? element.textContent : element.innerText, MOST_TO_MASK);
    if (content && found.length < 10 && found.indexOf(content) < 0 && !Element.prototype.querySelector.call(element, 'input, form')
        && !isStyledAway(element)) {
      found.push(content);
    }
  });
  return found;
}

function originOf(address) {
  try {
    var url = new URL(address, document.baseURI);
    return /^https?:$/.test(url.protocol) ? url.protocol + '//' + url.host : url.protocol;
  } catch (e) {
    return '';
  }
}

function entries(type) {
  try {
    return performance.getEntriesByType(type);
  } catch (e) {
    return []; // HtmlUnit and older browsers do not support this
  }
}

/* The time at which a form of this document was sent, or its password or code filled in; action.js sets it. */
var since = document.auraSentAt;

/* Returns the statuses of URLs that scripts requested since the form was sent and not before; 0 for another origin. */
function statuses() {
  if (since === undefined) {
    return [];
  }
  var calls = entries('resource').filter(function (entry) {
    return entry.initiatorType === 'fetch' || entry.initiatorType === 'xmlhttprequest';
  });
  var before = calls.filter(function (entry) { return entry.startTime < since; })
      .map(function (entry) { return entry.name; });
  return calls.filter(function (entry) { return entry.startTime >= since && before.indexOf(entry.name) < 0; })
      .map(function (entry) { return originOf(entry.name) === originOf(location.href) ? entry.responseStatus || 0 : 0; });
}

/* Returns whether certainly nothing was sent since then; requests into a frame are not reported. */
function isQuiet() {
  return since !== undefined && !!window.PerformanceResourceTiming && !select('iframe, frame, object').length
      && !entries('resource').some(function (entry) { return entry.startTime >= since; });
}

/* Returns whether the page shows that a form was sent; a form whose target is another window does not. */
function tells() {
  return forms.every(function (form) { return /^(_self|_top|_parent)?$/i.test(attr(form, 'target') || ''); });
}

/* Returns whether the page may change or lead on by itself. */
function isScripted() {
  return document.readyState !== 'complete' || !!document.scripts.length || !!select('iframe, frame, object').length
      || select('meta[http-equiv]').some(function (meta) { return /^refresh$/i.test(attr(meta, 'http-equiv')); })
      || !!select('[onload], [onsubmit], [oninput], [onchange], [onfocus], [onblur], [onkeydown], [onkeyup]').length;
}

function navigationStatus() {
  var navigation = entries('navigation')[0];
  return navigation ? navigation.responseStatus || 0 : 0;
}

/* Returns the name of what the page of a known provider requires that a program cannot do; empty if nothing. */
function deadEnd(shownText) {
  return Object.keys(provider.deadEnds).filter(function (name) {
    return select(provider.deadEnds[name]).some(function (element) {
      return element.tagName === 'META' || visibility(element) !== 'HIDDEN';
    });
  }).concat(Object.keys(provider.texts).filter(function (name) {
    return provider.texts[name].some(function (each) { return shownText.indexOf(each) >= 0; });
  }))[0] || '';
}

var clicks = [];
var clickable = [];
var firstOfProvider = options.click.length; // the index of the provider's first click among those of all providers
options.providers.slice(0, Math.max(0, options.providers.indexOf(provider)))
    .forEach(function (each) { firstOfProvider += each.clicks.length; });
options.click.concat(provider.clicks.map(function (click) {
  return !click.when || select(click.when).length ? click.selector : '';
})).forEach(function (selector, position) {
  var index = position < options.click.length ? position : position - options.click.length + firstOfProvider;
  var shown = !selector ? [] : select(selector).filter(function (element) { return visibility(element) !== 'HIDDEN'; });
  if (shown.length) {
    var seen = visibility(shown[0]);
    clicks.push({selector: index, cover: seen === 'VISIBLE' ? '' : seen});
    clickable.push(shown[0]);
  }
});
/* Returns the visible frames, in which other documents are, with what covers them. */
var frames = select('iframe, frame').slice(0, MOST_FRAMES).map(function (frame) { return {element: frame, seen: visibility(frame)}; })
    .filter(function (frame) { return frame.seen !== 'HIDDEN'; });

/* Returns the visible text; that of a shadow root is not part of its host's. */
function pageText() {
  var parts = [document.body].concat(hosts.reduce(function (all, host) {
    return all.concat(list(host.shadowRoot.children).filter(function (child) { return !/^(STYLE|SCRIPT|LINK|TEMPLATE)$/.test(child.tagName); }));
  }, []));
  return text(parts.map(function (part) { return part.innerText === undefined ? part.textContent : part.innerText; }).join(' '), 20000);
}

/* Returns whether the page has not loaded, or shows that it loads something or waits. */
function isBusy() {
  return document.readyState !== 'complete' || select('[aria-busy=true], [role=progressbar], progress, [class*=spinner], [class*=Spinner],'
      + ' [class*=loading], [class*=Loading], [class*=loader], [class*=Loader], [class*=skeleton], [class*=Skeleton]')
      .some(function (element) {
        return !isStyledAway(element) && (!options.geometry || element.getBoundingClientRect().width > 0);
      });
}

/* Returns the visible headings and the texts of dialogues. */
function headings() {
  return select('h1, h2, [role=heading], dialog[open], [role=dialog], [role=alertdialog]')
      .filter(function (element) { return !isStyledAway(element); })
      .map(function (element) { return text(element.textContent, 300); }).slice(0, 10);
}

var body = document.body;
var heading = body && select('h1, h2, [role=heading]')[0];
var shownText = body ? pageText() : '';
var ready = !options.ready || select(options.ready)
    .some(isDisplayed);

if (options.geometry) {
  window.scrollTo(scroll);
}

return {
  // a page can replace String, but neither location nor this operator
  address: '' + location.href,
  protocol: '' + location.protocol,
  host: '' + location.hostname,
  port: '' + location.port,
  document: document.documentElement,
  loaded: document.readyState === 'complete',
  scripted: isScripted(),
  title: text(document.title, MOST_TO_MASK),
  heading: text(heading ? heading.textContent : '', MOST_TO_MASK),
  text: shownText,
  headings: headings(),
  busy: isBusy(),
  hints: body ? select('input[type=hidden]').slice(0, 50).map(function (input) { return text(input.value, 200); }) : [],
  controls: controls,
  elements: elements,
  forms: forms.map(formData),
  messages: messages(),
  clicks: clicks,
  clickable: clickable,
  steps: steps(),
  ready: ready,
  closedRoots: closedRoots(),
  deadEnd: deadEnd(shownText),
  statuses: statuses(),
  sentItself: !!document.auraSentItself, // fill.js notes it
  tells: tells(),
  quiet: isQuiet(),
  navigationStatus: navigationStatus(),
  frames: frames.map(function (frame) {
    return {
      element: frame.element,
      cover: frame.seen === 'VISIBLE' ? '' : frame.seen,
      origin: targetOf(attr(frame.element, 'src')) // that of a frame without one is this document's
    };
  })
};
