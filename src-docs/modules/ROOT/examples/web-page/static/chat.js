const reply = document.getElementById('reply');
const status = document.getElementById('status');
let stop = () => {};

function begin() {
  stop();
  reply.textContent = '';
  status.textContent = 'running';
}

// textContent shows HTML in a reply as text
function show(text) {
  reply.textContent += text;
}

function listen(question) {
  const source = new EventSource('chat/events?question=' + encodeURIComponent(question));
  stop = () => source.close();
  source.addEventListener('message', event => show(event.data));
  source.addEventListener('done', () => {
    source.close();
    status.textContent = 'done';
  });
  // With data: the reply broke. Without: no response, and EventSource would send the request again
  source.addEventListener('error', event => {
    source.close();
    status.textContent = event.data ? 'broken: ' + JSON.parse(event.data).category : 'failed';
  });
}

async function post(question) {
  const abort = new AbortController();
  stop = () => abort.abort();
  try {
    const response = await fetch('chat/lines', {method: 'POST', body: question, signal: abort.signal});
    if (!response.ok) {
      throw new Error('HTTP ' + response.status);
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let end = 'broken';
    let rest = '';
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const lines = (rest + read.value).split('\n');
      rest = lines.pop();
      for (const line of lines) {
        const part = JSON.parse(line);
        if (part.type === 'chunk') {
          show(part.text);
        } else {
          end = part.type === 'done' ? 'done' : 'broken: ' + part.category;
        }
      }
    }
    status.textContent = end;
  } catch (failure) {
    status.textContent = 'failed';
  }
}

document.getElementById('form').addEventListener('submit', event => {
  event.preventDefault();
  begin();
  (event.submitter.id === 'fetch' ? post : listen)(document.getElementById('question').value);
});
document.getElementById('stop').addEventListener('click', () => {
  stop();
  status.textContent = 'stopped';
});
// The back button may show this page again, so the browser would keep its connection
window.addEventListener('pagehide', () => stop());
