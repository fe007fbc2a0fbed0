/* The last part of look.js: forms, messages, requests, dead ends, clicks and frames; and the result. */

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
    var button = shown[0].closest('button, input') || shown[0];
    clicks.push({selector: index, cover: seen === 'VISIBLE' ? '' : seen, control: elements.indexOf(button)});
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
        return !/lazy/i.test(attribute(element, 'class')) && !isStyledAway(element) && (!options.geometry || element.getBoundingClientRect().width > 0);
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
