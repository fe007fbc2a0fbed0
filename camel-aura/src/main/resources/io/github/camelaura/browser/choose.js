/*
 * Chooses an entry of a drop-down list, or sets a radio button or a check box by a click.
 *
 * arguments: the element; the index of the entry, or -1; the origin on which it may be chosen; the value of the entry, or
 *     whether the radio button or check box is to be chosen
 * Returns 'filled', or why nothing was done.
 */
var field = arguments[0];
var index = arguments[1];
var wanted = arguments[3];
if (isGone(field)) {
  return 'gone';
}
if (field.disabled) {
  return 'not editable';
}
if (index < 0) {
  if (field.type !== 'radio' && field.type !== 'checkbox') {
    return 'neither a radio button nor a check box';
  }
  if (field.checked !== wanted) {
    field.click();
  }
  return 'filled';
}
if (field.tagName !== 'SELECT' || !field.options[index] || field.options[index].value !== wanted) {
  return 'the choices have changed';
}

function fire(type) {
  field.dispatchEvent(new Event(type, {bubbles: true, composed: true}));
}

fire('focus');
fire('focusin');
field.selectedIndex = index;
fire('input');
fire('change');
fire('blur');
fire('focusout');
return 'filled';
