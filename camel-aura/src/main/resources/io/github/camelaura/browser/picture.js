/*
 * Prepares a document for a picture: empties its fields, and replaces texts by dots that look like a one-time code or a token,
 * or that are in a list. Open shadow roots are part of the document.
 *
 * arguments: the texts to replace; the number of frames that the caller prepares by itself, the others are hidden
 * Returns {changed: whether something was replaced, emptied or hidden, texts: the other texts, frames: the frames to prepare}
 */
var secrets = arguments[0];
var framesLeft = arguments[1];
var MOST_TEXTS = 3000;
var MOST_LENGTH = 8000;
var MOST_AROUND = 60; // characters of an element that may contain one code, in several elements
var CODE = /(^|[^\d.])(\d([\s\xA0]*\d){5,7}|\d{3}-\d{3}|\d{4}-\d{4})(\D|$)/;
var TOKEN = /[\w+\/=~.-]{20,}/g;
var BUTTONS = ['submit', 'button', 'reset', 'image', 'checkbox', 'radio', 'hidden'];
var changed = false;
var texts = [];
var frames = [];

function hide(element, property, value) {
  if (element.style.getPropertyValue(property) !== value) {
    element.style.setProperty(property, value, 'important');
  }
}

function empty(field, type) {
  if (field.type === 'range' || field.type === 'color') { // these cannot be empty
    hide(field, 'visibility', 'hidden');
    return;
  }
  if (field.value !== '') {
    Object.getOwnPropertyDescriptor(type.prototype, 'value').set.call(field, '');
    changed = true;
  }
  hide(field, 'color', 'transparent'); // a script may fill the field again
  hide(field, '-webkit-text-fill-color', 'transparent');
}

function isToken(text) {
  return (text.match(TOKEN) || []).some(function (each) { return /\d/.test(each) && /[A-Za-z]/.test(each); });
}

/* Returns the text of the largest element around a text that is still short. */
function around(node) {
  var text = node.data;
  var element = node.parentElement;
  for (var i = 0; i < 6 && element && element.textContent.length <= MOST_AROUND; i++) {
    text = element.textContent;
    element = element.parentElement;
  }
  return text;
}

/* Returns what the picture may show of a text. */
function shown(text, around) {
  if (secrets.indexOf(text) >= 0 || text.length > MOST_LENGTH || texts.length >= MOST_TEXTS
      || isToken(text) || CODE.test(around)) {
    return text.slice(0, MOST_LENGTH).replace(/\S/g, '\u2022');
  }
  texts.push(text);
  return text;
}

function look(node) {
  var parent = node.parentElement;
  if (!/\S/.test(node.data) || (parent && /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(parent.tagName))) {
    return;
  }
  var text = shown(node.data, around(node));
  if (node.data !== text) {
    node.data = text;
    changed = true;
  }
}

function lookAtButton(button) {
  var text = shown(button.value, button.value);
  if (button.value !== text) {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(button, text);
    changed = true;
  }
}

function prepare(root) {
  var walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, null, false);
  var nodes = [];
  while (walker.nextNode()) {
    nodes.push(walker.currentNode);
  }
  nodes.forEach(look);
  Array.prototype.slice.call(root.querySelectorAll('*')).forEach(function (element) {
    var tag = element.tagName;
    if (tag === 'INPUT' && BUTTONS.indexOf(element.type) < 0) {
      empty(element, HTMLInputElement);
    } else if (tag === 'INPUT' && ['submit', 'button', 'reset'].indexOf(element.type) >= 0) {
      lookAtButton(element);
    } else if (tag === 'TEXTAREA') {
      empty(element, HTMLTextAreaElement);
    } else if (tag === 'SELECT' && element.selectedIndex !== -1) {
      element.selectedIndex = -1;
      changed = true;
    } else if (tag === 'IFRAME' || tag === 'FRAME') {
      if (frames.length < framesLeft) {
        frames.push(element);
      } else {
        hide(element, 'visibility', 'hidden');
      }
    } else if (tag === 'OBJECT' || tag === 'EMBED') {
      hide(element, 'visibility', 'hidden');
    }
    if (element.shadowRoot) {
      prepare(element.shadowRoot);
    }
  });
}

prepare(document);
return {changed: changed, texts: texts, frames: frames};
