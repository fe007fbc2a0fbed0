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
 * Returns the properties that LoginPage reads, or {wrong: the option that is not a CSS selector}. Elements are returned
 * beside the data, as handles to act on.
 *
 * The script goes on in visibility.js, controls.js and page.js.
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
