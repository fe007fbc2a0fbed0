import { ask, newConversation } from "./ask.js";

const conversation = document.getElementById("conversation");
const welcome = document.getElementById("welcome");
const turns = document.getElementById("turns");
const composer = document.getElementById("composer");
const question = document.getElementById("question");
const send = document.getElementById("send");
const stop = document.getElementById("stop");
const anew = document.getElementById("new");
const status = document.getElementById("status");

/** The id of the conversation. It is kept nowhere else: a reload begins a new conversation. */
let id = newConversation();
/** Breaks off the reply that comes, or null if none does. */
let breakOff = null;

function begin(text) {
  const turn = addTurn(text);
  const start = performance.now();
  let reply = "";
  let chunks = 0;

  function finish() {
    breakOff = null;
    turn.reply.removeAttribute("aria-busy");
    turn.root.classList.remove("coming");
    showRunning(false);
    keepInView(true);
  }

  const cancel = ask(id, text, {
    chunk(piece) {
      reply += piece;
      chunks++;
      if (chunks === 1) {
        turn.first.textContent = `First chunk after ${seconds(performance.now() - start)}`;
      }
      turn.chunks.textContent = counted(chunks);
      const span = document.createElement("span");
      span.textContent = piece;
      turn.text.append(span);
      keepInView();
    },
    done(numbers) {
      turn.first.textContent = `First chunk after ${seconds(numbers.firstChunk)}`;
      turn.chunks.textContent = counted(numbers.chunks);
      turn.end.textContent = `${seconds(numbers.duration)} in all`;
      finish();
      status.textContent = `Reply: ${reply}`;
    },
    failed(sentence) {
      turn.failure.textContent = sentence;
      turn.failure.hidden = false;
      if (chunks === 0) {
        turn.first.textContent = "";
      }
      if (question.value === "") {
        question.value = text;
        fit();
      }
      finish();
      status.textContent = sentence;
    },
  });

  breakOff = () => {
    cancel();
    if (chunks === 0) {
      turn.first.textContent = "";
    }
    turn.end.textContent = "Stopped";
    finish();
    status.textContent = "Stopped.";
  };
  showRunning(true);
  status.textContent = "Asked. The reply is coming.";
}

function addTurn(text) {
  const root = document.getElementById("turn").content.firstElementChild.cloneNode(true);
  const find = (selector) => root.querySelector(selector);
  find(".question .text").textContent = text;
  find(".reply").setAttribute("aria-busy", "true");
  root.classList.add("coming");
  turns.append(root);
  welcome.hidden = true;
  anew.hidden = false;
  keepInView(true);
  return {
    root,
    reply: find(".reply"),
    text: find(".reply .text"),
    failure: find(".failure"),
    first: find(".first"),
    chunks: find(".chunks"),
    end: find(".end"),
  };
}

/** The buttons change places. The focus stays where it is, unless that is gone. */
function showRunning(running) {
  const lost = document.activeElement === (running ? send : stop);
  send.hidden = running;
  stop.hidden = !running;
  if (lost) {
    question.focus();
  }
}

/** Follows the reply, unless the reader has scrolled away from it. */
let following = true;
conversation.addEventListener("scroll", () => {
  following = conversation.scrollHeight - conversation.scrollTop - conversation.clientHeight < 48;
});

function keepInView(always = false) {
  if (always || following) {
    conversation.scrollTop = conversation.scrollHeight;
  }
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function counted(chunks) {
  return chunks === 1 ? "1 chunk" : `${chunks} chunks`;
}

/** As high as its text. */
function fit() {
  question.style.height = "auto";
  question.style.height = `${question.scrollHeight}px`;
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = question.value.trim();
  if (text !== "" && breakOff === null) {
    question.value = "";
    fit();
    begin(text);
  }
});

question.addEventListener("input", fit);
question.addEventListener("keydown", (event) => {
  // not the Enter that ends a word of an input method
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    composer.requestSubmit();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && breakOff !== null) {
    breakOff();
  }
});

stop.addEventListener("click", () => breakOff?.());

anew.addEventListener("click", () => {
  breakOff?.();
  id = newConversation();
  turns.replaceChildren();
  anew.hidden = true;
  welcome.hidden = false;
  status.textContent = "A new conversation.";
  question.focus();
});

for (const suggestion of document.querySelectorAll(".suggestion")) {
  suggestion.addEventListener("click", () => {
    begin(suggestion.textContent);
    question.focus();
  });
}
