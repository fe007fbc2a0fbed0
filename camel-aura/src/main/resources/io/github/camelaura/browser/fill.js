/*
 * Puts a value into a field as typing would, without the keyboard: keys go to whatever has the focus, which a frame of
 * another origin can take at any moment.
 *
 * arguments: the field; the value; the origin on which it may be filled; FILL_FIELD, FILL_USERNAME, FILL_PASSWORD or FILL_CODE;
 *     the whole code, of which the value may be one digit
 * Returns 'filled', or why nothing was done.
 */
var field = arguments[0];
var value = arguments[1];
var area = field.tagName === 'TEXTAREA' && arguments[3] === 'FILL_FIELD';
if ((field.tagName !== 'INPUT' && !area)
    || (arguments[3] === 'FILL_FIELD' && field.type === 'password')
    || (arguments[3] === 'FILL_PASSWORD' && field.type !== 'password' && field.type !== 'text')) {
  return 'not an input field';
}
if (isGone(field)) {
  return 'gone';
}
if (field.disabled || field.readOnly) {
  return 'not editable';
}

var AFTER_DIGIT = 500; // milliseconds

/* Returns the digits of the values in a text, without the names of JSON and of forms. */
function digits(text) {
  var names = /^\s*[{[]/.test(text) ? /"[^"]*"\s*:/g : /(^|&)[^=&]*=/g;
  return text.replace(names, '').replace(/\D/g, '');
}

/* Returns the text of a request's body; null if it cannot be read at once, or is encrypted. */
function readable(body) {
  var text = body === undefined || body === null ? '' : body;
  if (window.FormData && text instanceof FormData && text.forEach) {
    var values = [];
    text.forEach(function (value) { values.push(String(value)); });
    return values.join('');
  }
  if (window.URLSearchParams && text instanceof URLSearchParams) {
    return String(text);
  }
  return typeof text === 'string' && !/^[\w+\/.-]{20,}={0,2}$/.test(text) ? text : null;
}

/* Notes a request that sends the code. */
function requested(method, url, body) {
  var text = readable(body);
  var code = document.auraCode.value;
  // a readable body tells the code from telemetry, whenever it is sent; of others only the time is known
  var sends = text === null
      ? !/^(GET|HEAD)$/i.test(method) && Date.now() - document.auraCode.typed <= AFTER_DIGIT
      : String(url).indexOf(code) >= 0 || text.indexOf(code) >= 0 || digits(text).indexOf(code) >= 0;
  document.auraSentItself = document.auraSentItself || sends;
}

/* Pages often send a code after its last digit. Notes this in document.auraSentItself, so that it is not sent again. */
function watch() {
  ['submit', 'beforeunload'].forEach(function (type) {
    window.addEventListener(type, function () { document.auraSentItself = true; }, true);
  });
  var fetch = window.fetch;
  if (fetch) {
    window.fetch = function (resource, init) {
      var whole = resource && resource.url !== undefined; // a Request, whose body is a stream
      requested((init && init.method) || (whole && resource.method) || 'GET', whole ? resource.url : resource,
          init && init.body !== undefined ? init.body : whole && !/^(GET|HEAD)$/i.test(resource.method) ? resource : '');
      return fetch.apply(this, arguments);
    };
  }
  var open = XMLHttpRequest.prototype.open;
  var send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.open = function (method, url) {
    this.auraRequest = {method: method, url: url};
    return open.apply(this, arguments);
  };
  XMLHttpRequest.prototype.send = function (body) {
    var request = this.auraRequest || {method: 'GET', url: ''};
    requested(request.method, request.url, body);
    return send.apply(this, arguments);
  };
}

if (arguments[3] === 'FILL_CODE') {
  if (!document.auraCode) {
    watch();
  }
  document.auraCode = {value: arguments[4], typed: Date.now()};
  document.auraSentItself = false;
}

if (arguments[3] === 'FILL_PASSWORD' || arguments[3] === 'FILL_CODE') {
  noteTime();
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
