/*
 * Reads the entries of the page's storage. The local storage comes before the session storage.
 *
 * arguments[0]: the key, in which * stands for any characters
 * arguments[1]: the origin whose entries are read; another site may store another value under this key
 * Returns {keys: the keys that match and have a value, values: their values}
 */
var keys = [];
var values = [];
var key = new RegExp('^' + arguments[0].replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[\\s\\S]*') + '$');

function read(storage) {
  for (var i = 0; i < storage.length; i++) {
    var each = storage.key(i);
    var value = storage.getItem(each);
    if (value && key.test(each) && keys.indexOf(each) < 0) {
      keys.push(each);
      values.push(value);
    }
  }
}

if (location.protocol + '//' + location.host === arguments[1]) {
  read(window.localStorage);
  read(window.sessionStorage);
}
return {keys: keys, values: values};
