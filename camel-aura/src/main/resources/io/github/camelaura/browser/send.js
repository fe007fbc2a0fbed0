/*
 * Sends a form, if all that was filled in is still as it was: what is compared and what is clicked can't differ, as no
 * other script runs between the two.
 *
 * arguments: the filled fields; their values, or 'true' or 'false' for a radio button or a check box; the origin on which they
 *     were filled; the button, or an empty string for the Enter key; whether the caller presses that key
 * Returns 'sent', 'sent itself' if the page has done it, or why nothing was done
 */
var fields = arguments[0];
var values = arguments[1];
var button = arguments[3];

function held(field) {
  return field.type === 'radio' || field.type === 'checkbox' ? String(field.checked) : field.value;
}

for (var i = 0; i < fields.length; i++) {
  if (isGone(fields[i]) || held(fields[i]) !== values[i]) {
    return 'differs';
  }
}
if (document.auraSentItself) {
  return 'sent itself';
}
if (button && (isGone(button) || button.disabled)) {
  return 'no button';
}
noteTime();
if (button) {
  button.click();
  return 'sent';
}
if (arguments[4]) {
  return 'sent';
}
var field = fields[fields.length - 1];

function key(type) {
  var init = {key: 'Enter', code: 'Enter', keyCode: 13, which: 13, bubbles: true, cancelable: true, composed: true};
  return field.dispatchEvent(new KeyboardEvent(type, init));
}

var form = field.form;
var wanted = key('keydown') && key('keypress');
// implicit submission (HTML standard, 4.10.22.2): without a button, a form with more than one such field is not sent
var blocking = form ? Array.prototype.filter.call(form.elements, function (each) {
  return each.tagName === 'INPUT'
      && ['text', 'search', 'tel', 'url', 'email', 'password', 'date', 'month', 'week', 'time', 'datetime-local', 'number']
          .indexOf(each.type) >= 0;
}).length : 0;
if (wanted && form && blocking === 1 && form.requestSubmit) {
  form.requestSubmit();
}
key('keyup');
return 'sent';
