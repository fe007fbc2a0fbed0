/**
 * Makes the id of a new conversation, of 128 random bits: who knows an id reads its conversation.
 *
 * @returns 32 hex digits
 */
export function newConversation() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Asks a question at the end of a conversation, over a WebSocket of its own. The routes remember what was said before.
 * Messages that come back are a word, a line break, and text.
 *
 * @param id the id of the conversation
 * @param question the question
 * @param on what to call: chunk(text) for each, and at last either done(numbers) or failed(sentence)
 * @returns a function that breaks the reply off; nothing is called after it
 */
export function ask(id, question, on) {
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

  socket.onopen = () => socket.send(`${id}\n${question}`);
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
