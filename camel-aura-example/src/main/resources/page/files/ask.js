/**
 * Asks a question at the end of a conversation, over a WebSocket of its own. Messages that come back are a word, a line
 * break, and text.
 *
 * @param messages the whole conversation, as [{role, content}, ...]
 * @param on what to call: chunk(text) for each, and at last either done(numbers) or failed(sentence)
 * @returns a function that breaks the reply off; nothing is called after it
 */
export function ask(messages, on) {
  const address = new URL("chat", location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(address);
  let over = false;

  function end(tell = () => {}) {
    if (!over) {
      over = true;
      socket.close();
      tell();
    }
  }

  socket.onopen = () => socket.send(JSON.stringify({ messages }));
  socket.onclose = () => end(() => on.failed("The connection to this page's server is lost. Is it still running?"));
  socket.onmessage = ({ data }) => {
    const lineBreak = data.indexOf("\n");
    const text = data.slice(lineBreak + 1);
    if (over) {
      return;
    }
    switch (data.slice(0, lineBreak)) {
      case "chunk":
        on.chunk(text);
        break;
      case "done":
        end(() => on.done(JSON.parse(text)));
        break;
      case "failed":
        end(() => on.failed(text));
        break;
    }
  };
  return () => end();
}
