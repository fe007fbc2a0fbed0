/*
 * Puts a value into a field as typing would, without the keyboard: keys go to whatever has the focus, which a frame of
 * another origin can take at any moment.
 *
 * arguments: the field; the value; the origin on which it may be filled; FILL_FIELD, FILL_USERNAME, FILL_PASSWORD or FILL_CODE
 * Returns 'filled', or why nothing was done.
 */
var field = arguments[0];
var value = arguments[1];
// location can't be replaced by a page, and an element belongs to the document whose script this is
if (location.protocol + '//' + location.host !== arguments[2]) {
  return 'elsewhere';
}
var area = field.tagName === 'TEXTAREA' && arguments[3] === 'FILL_FIELD';
if ((field.tagName !== 'INPUT' && !area)
    || (arguments[3] === 'FILL_FIELD' && field.type === 'password')
    || (arguments[3] === 'FILL_PASSWORD' && field.type !== 'password' && field.type !== 'text')) {
  return 'not an input field';
}
if (!document.documentElement.contains(field)) {
  return 'gone';
}
if (field.disabled || field.readOnly) {
  return 'not editable';
}

if (arguments[3] === 'FILL_CODE') {
  // pages often send a code after its last digit; send.js must not send it again
  document.auraSentItself = false;
  ['submit', 'beforeunload'].forEach(function (type) {
    window.addEventListener(type, function () { document.auraSentItself = true; }, true);
  });
}

function fire(type, constructor, details) {
  var init = {bubbles: true, composed: true};
  Object.keys(details || {}).forEach(function (name) { init[name] = details[name]; });
  var event;
  try {
    event = new constructor(type, init);
  } catch (e) { // HtmlUnit has not all of them
    event = new Event(type, init);
  }
  field.dispatchEvent(event);
}

var Focus = window.FocusEvent || Event;
var Keyboard = window.KeyboardEvent || Event;
var key = value.length === 1 ? value : ''; // boxes for one digit each may read it
fire('focus', Focus);
fire('focusin', Focus);
fire('keydown', Keyboard, {cancelable: true, key: key});
// the setter of the prototype: frameworks replace that of the element to see who changes it
Object.getOwnPropertyDescriptor((area ? HTMLTextAreaElement : HTMLInputElement).prototype, 'value').set.call(field, value);
fire('input', window.InputEvent || Event, {inputType: 'insertText'});
fire('keyup', Keyboard, {cancelable: true, key: key});
fire('change', Event);
fire('blur', Focus);
fire('focusout', Focus);
return 'filled';
