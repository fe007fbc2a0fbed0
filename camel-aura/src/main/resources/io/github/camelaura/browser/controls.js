/* The part of look.js about fields and buttons, in the order of the document. */

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
