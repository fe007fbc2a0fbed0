/*
 * The beginning of the scripts that act on a page: nothing is done on a page of another origin.
 *
 * arguments[2]: the origin on which the script may act
 */

// location can't be replaced by a page, and an element belongs to the document whose script this is
if (location.protocol + '//' + location.host !== arguments[2]) {
  return 'elsewhere';
}

/* An element of a shadow root is connected and not contained; HtmlUnit does not know isConnected. */
function isGone(element) {
  return !element.isConnected && !document.documentElement.contains(element);
}

/* Notes the time; look.js lists the requests after it. */
function noteTime() {
  document.auraSentAt = window.performance && performance.now ? performance.now() : 0;
}

