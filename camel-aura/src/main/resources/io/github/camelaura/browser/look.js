/*
 * Describes the page as data. It does not change the page, except that it scrolls and then scrolls back.
 *
 * arguments[0]: {username, password, submit, code, ready: CSS selectors, or absent; click: array of CSS selectors;
 *     fields: the names or ids of the fields of loginField options;
 *     geometry: whether the browser lays out pages, so that sizes and covers can be measured;
 *     since: the time at which the form was sent, in milliseconds of this document's clock, or absent}
 * Returns the properties that LoginPage reads, or {wrong: the option that is not a CSS selector}. Elements are returned
 * beside the data, as handles to act on.
 */
var options = arguments[0];
var MOST_CONTROLS = 500;
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
if (wrong.length) {
  return {wrong: wrong[0]};
}

function text(value, most) {
  return String(value === null || value === undefined ? '' : value).replace(/\s+/g, ' ').trim().slice(0, most || 100);
}

function attribute(element, name) {
  return text(attr(element, name));
}

function matches(element, selector) {
  return !!selector && element.matches(selector);
}

function select(selector) {
  return Array.prototype.slice.call(Document.prototype.querySelectorAll.call(document, selector));
}

function describe(element) {
  var name = attribute(element, 'id') || attribute(element, 'class').split(' ')[0];
  return '<' + element.tagName.toLowerCase() + (name ? ' ' + (element.id ? 'id' : 'class') + '="' + name + '"' : '') + '>';
}

function labelOf(element) {
  var parts = [];
  Array.prototype.slice.call(element.labels || []).forEach(function (label) { parts.push(label.textContent); });
  attribute(element, 'aria-labelledby').split(' ').forEach(function (id) {
    var label = id && document.getElementById(id);
    if (label) {
      parts.push(label.textContent);
    }
  });
  ['aria-label', 'placeholder', 'title', 'alt'].forEach(function (name) { parts.push(attr(element, name) || ''); });
  return text(parts.join(' '));
}

/* ---- visibility ---- */

/* Returns whether styles hide the element; HtmlUnit has no other information. */
function isStyledAway(element) {
  var opacity = 1;
  for (var each = element; each && each.nodeType === 1; each = each.parentElement) {
    var style = window.getComputedStyle(each);
    opacity *= style.opacity === '' || isNaN(style.opacity) ? 1 : Number(style.opacity);
    if (style.display === 'none' || opacity < 0.05 || (each === element && style.visibility !== 'visible' && style.visibility)) {
      return true;
    }
    if (!options.geometry && (isMovedAway(style) || (isSmall(style) && (each === element || style.overflow === 'hidden')))) {
      return true;
    }
  }
  return false;
}

function isSmall(style) {
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
  for (var each = element; each && each.nodeType === 1; each = each.parentElement) {
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
  for (var each = element.parentElement; each && each !== document.body && !fixed; each = each.parentElement) {
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
  for (var each = element; each && each.nodeType === 1; each = each.parentElement) {
    var style = window.getComputedStyle(each);
    if (style.clipPath !== 'none' || (style.clip !== 'auto' && /absolute|fixed/.test(style.position))) {
      return true;
    }
  }
  return false;
}

function ownLabel(hit, element) {
  for (var each = hit; each && each.nodeType === 1; each = each.parentElement) {
    if (each.tagName === 'LABEL' && (each.control === element || each.contains(element))) {
      return true;
    }
  }
  return false;
}

/* Returns 'VISIBLE', 'HIDDEN', or what covers the element. */
function visibility(element) {
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
    var reached = document.elementFromPoint(
        part.left + (part.right - part.left) * points[i][0], part.top + (part.bottom - part.top) * points[i][1]);
    if (reached === element || (reached && (element.contains(reached) || ownLabel(reached, element)))) {
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
  var shown = text(element.innerText || element.textContent || element.value);
  return text(shown + ' ' + labelOf(element));
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

var textFields = Array.prototype.slice.call(Document.prototype.querySelectorAll.call(document, 'input'))
    .filter(function (input) { return TEXT.indexOf(input.type) >= 0; });

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
    var value = attr(element, which) || '';
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
  var form = element.form || (element.closest && element.closest('form')) || null;
  return {
    kind: kind,
    form: formIndex(form),
    type: text(element.type).toLowerCase(),
    name: attribute(element, 'name'),
    id: attribute(element, 'id'),
    style: attribute(element, 'class'),
    autocomplete: attribute(element, 'autocomplete').toLowerCase(),
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
Array.prototype.slice.call(Document.prototype.querySelectorAll.call(document, candidates)).forEach(function (element) {
  var option = optionOf(element);
  var kind = option < 0 ? kindOf(element) : extraKind(element);
  if (!kind && matches(element, options.submit)) {
    kind = 'BUTTON';
  }
  if (!kind && [options.username, options.password, options.code].some(function (each) { return matches(element, each); })) {
    kind = 'OTHER';
  }
  var field = kind === 'FIELD' || kind === 'EDITOR' || kind === 'OTHER' || kind === 'CHOICE';
  // menus have many buttons; that of a login belongs to a form or comes after the field
  if (kind && controls.length < MOST_CONTROLS && (field || controls.length || element.form || matches(element, options.submit))) {
    controls.push(control(element, kind, option));
    elements.push(element);
  }
});

/* ---- the rest of the page ---- */

function formData(form) {
  var blocked = '';
  var blocking = '';
  Array.prototype.slice.call(form.elements || []).forEach(function (element) {
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
    hiddenPassword: !!Element.prototype.querySelector.call(form, 'input[type=password]'),
    hidden: select('input[type=hidden], select').filter(function (each) { return each.form === form && each.value; })
        .slice(0, 50).map(function (each) { return {name: attribute(each, 'name'), value: text(each.value, 200)}; })
  };
}

function messages() {
  var selector = '[role=alert], [aria-invalid=true], [aria-live=assertive], [class*=error], [class*=Error],'
      + ' [class*=alert], [class*=invalid], [class*=danger], [id*=error], [id*=Error], .kc-feedback-text';
  var found = [];
  select(selector).forEach(function (element) {
    var content = text(element.innerText === undefined ? element.textContent : element.innerText, 200);
    if (content && found.length < 10 && found.indexOf(content) < 0 && !element.querySelector('input, form')
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

function inShadowRoots(root, found, depth) {
  var all = root === document ? select('*') : Array.prototype.slice.call(root.querySelectorAll('*'));
  all.forEach(function (element) {
    var shadow = element.shadowRoot;
    if (shadow && depth < 10 && found.length < 10) {
      if (shadow.querySelector('input[type=password], input[autocomplete~=username]')) {
        found.push('the shadow root of ' + describe(element));
      }
      inShadowRoots(shadow, found, depth + 1);
    }
  });
}

/* Returns other places with a password field that a script can read: frames of this origin and open shadow roots. */
function elsewhere() {
  var found = [];
  select('iframe, frame').forEach(function (frame) {
    var hasField = false;
    try {
      hasField = !!frame.contentDocument.querySelector('input[type=password]');
    } catch (e) {
      // the frame has another origin; OtherDocuments searches it
    }
    if (hasField) {
      found.push('a frame of ' + originOf(frame.src || location.href));
    }
  });
  inShadowRoots(document, found, 0);
  return found;
}

function entries(type) {
  try {
    return performance.getEntriesByType(type);
  } catch (e) {
    return []; // HtmlUnit and older browsers do not support this
  }
}

/* Returns the statuses of URLs that scripts requested since the form was sent and not before; 0 for another origin. */
function statuses() {
  if (options.since === undefined) {
    return [];
  }
  var calls = entries('resource').filter(function (entry) {
    return entry.initiatorType === 'fetch' || entry.initiatorType === 'xmlhttprequest';
  });
  var before = calls.filter(function (entry) { return entry.startTime < options.since; })
      .map(function (entry) { return entry.name; });
  return calls.filter(function (entry) { return entry.startTime >= options.since && before.indexOf(entry.name) < 0; })
      .map(function (entry) { return originOf(entry.name) === originOf(location.href) ? entry.responseStatus || 0 : 0; });
}

/* Returns whether certainly nothing was sent since then; requests into a frame are not reported. */
function isQuiet() {
  return options.since !== undefined && !!window.PerformanceResourceTiming && !select('iframe, frame, object').length
      && !entries('resource').some(function (entry) { return entry.startTime >= options.since; });
}

/* Returns whether the page shows that a form was sent; a form whose target is another window does not. */
function tells() {
  return forms.every(function (form) { return /^(_self|_top|_parent)?$/i.test(attr(form, 'target') || ''); });
}

function isScripted() {
  return document.readyState !== 'complete' || !!document.scripts.length || !!select('iframe, frame, object').length
      || !!select('[onload], [onsubmit], [oninput], [onchange], [onfocus], [onblur], [onkeydown], [onkeyup]').length;
}

function navigationStatus() {
  var navigation = entries('navigation')[0];
  return navigation ? navigation.responseStatus || 0 : 0;
}

var clicks = [];
var clickable = [];
options.click.forEach(function (selector, index) {
  var shown = select(selector).filter(function (element) { return visibility(element) !== 'HIDDEN'; });
  if (shown.length) {
    var seen = visibility(shown[0]);
    clicks.push({selector: index, cover: seen === 'VISIBLE' ? '' : seen});
    clickable.push(shown[0]);
  }
});
var body = document.body;
var ready = !options.ready || select(options.ready)
    .some(isDisplayed);

if (options.geometry) {
  window.scrollTo(scroll);
}

return {
  now: window.performance && performance.now ? performance.now() : 0,
  address: String(location.href),
  protocol: String(location.protocol),
  host: String(location.hostname),
  port: String(location.port),
  document: document.documentElement,
  loaded: document.readyState === 'complete',
  scripted: isScripted(),
  title: text(document.title, 200),
  heading: text(body && body.querySelector('h1, h2') ? body.querySelector('h1, h2').textContent : '', 200),
  text: text(body ? (body.innerText === undefined ? body.textContent : body.innerText) : '', 20000),
  hints: body ? Array.prototype.slice.call(Document.prototype.querySelectorAll.call(document, 'input[type=hidden]')).slice(0, 50)
      .map(function (input) { return text(input.value, 200); }) : [],
  controls: controls,
  elements: elements,
  forms: forms.map(formData),
  messages: messages(),
  clicks: clicks,
  clickable: clickable,
  ready: ready,
  elsewhere: elsewhere(),
  statuses: statuses(),
  tells: tells(),
  quiet: isQuiet(),
  navigationStatus: navigationStatus(),
  frames: Document.prototype.querySelectorAll.call(document, 'iframe, frame').length
};
