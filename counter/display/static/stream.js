// The connection to the counter: opens it, notices silence, opens it again.

const SILENCE_MS = 1500;
const BROKEN_MS = 1000;
const AGAIN_MS = 500;
const KINDS = ["hello", "notices", "view", "beat"];

// Calls handlers.hello, .notices, .view and .beat with each message, and .lost() once silence has lasted too long.
export function follow(handlers) {
  let source = null;
  let heard = performance.now();
  let opened = heard;
  let lost = false;

  function open() {
    opened = performance.now();
    source = new EventSource("/events");
    for (const kind of KINDS) {
      source.addEventListener(kind, (event) => {
        heard = performance.now();
        lost = false;
        handlers[kind](JSON.parse(event.data));
      });
    }
    source.addEventListener("error", close);
  }

  function close() {
    if (source) source.close();
    source = null;
  }

  function watch() {
    const now = performance.now();
    const standing = source && source.readyState === EventSource.OPEN;
    if (now - heard > (standing ? SILENCE_MS : BROKEN_MS) && !lost) {
      lost = true;
      handlers.lost();
    }
    if (source && now - Math.max(heard, opened) > SILENCE_MS) close();
    if (!source && now - opened > AGAIN_MS) open();
  }

  open();
  setInterval(watch, 200);
}
