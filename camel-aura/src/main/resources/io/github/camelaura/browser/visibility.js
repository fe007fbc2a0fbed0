/* The part of look.js about what a person can see and reach on the page. */

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
