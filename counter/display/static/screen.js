// The screen: takes what the counter says and shows one scene at a time.

import { refit, say, setLanguages, setWords, show, slot, word } from "./draw.js";
import { setNotices, setSeconds, turn } from "./notices.js";
import { scenes } from "./scenes.js";
import { follow } from "./stream.js";

const ALTERNATE_SECONDS = 6;
const RELOAD_MS = 3000;
const asked = new URLSearchParams(location.search);
let hello = null;
let view = null;
let second = 0;
let connected = false;

function choose(language) {
  if (language === "both") return ["zh", "en"];
  if (language === "zh" || language === "en") return [language];
  return null;
}

// The customer's choice at the counter comes first, then the address of the page, then the counter's setting.
function languages() {
  return choose(view && view.language) || choose(asked.get("lang")) || hello.languages;
}

function scene() {
  if (!connected || !view) return "disconnected";
  return view.scene;
}

function draw() {
  if (!hello) return;
  setLanguages(languages());
  const current = scene();
  document.body.dataset.scene = current;
  for (const section of document.querySelectorAll("[data-scene-of]")) {
    show(section, section.dataset.sceneOf === current);
  }
  show(slot("header"), current !== "idle" && connected);
  for (const element of document.querySelectorAll("[data-word]")) say(element, word(element.dataset.word));
  if (!view) return;
  const office = Object.keys(view.office).length ? view.office : hello.office;
  for (const name of ["office", "idle-office"]) say(slot(name), office);
  for (const name of ["counter", "idle-counter"]) say(slot(name), view.counter);
  for (const name of ["counter-box", "idle-counter-box"]) show(slot(name), Boolean(view.counter));
  show(slot("training"), view.training && connected);
  if (scenes[current]) scenes[current](view);
  if (current === "idle") turn(second);
}

follow({
  hello(message) {
    if (hello && hello.build !== message.build) location.reload();
    hello = message;
    setWords(message.words);
    setSeconds(message.notice_seconds);
    connected = true;
    draw();
  },
  notices(message) {
    setNotices(message);
    draw();
  },
  view(message) {
    view = message;
    connected = true;
    draw();
  },
  beat(message) {
    second = message.second;
    for (const name of ["time", "idle-time"]) say(slot(name), message.time);
    for (const name of ["date", "idle-date"]) say(slot(name), message.date);
    document.body.dataset.turn = Math.floor(second / ALTERNATE_SECONDS) % 2 ? "second" : "first";
    if (!connected) {
      connected = true;
      draw();
    } else if (scene() === "idle") turn(second);
  },
  lost() {
    connected = false;
    draw();
  },
});

const theme = asked.get("theme");
if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
addEventListener("resize", draw);
// A fault of the page must not leave a wrong amount standing: it starts afresh.
addEventListener("error", () => setTimeout(() => location.reload(), RELOAD_MS));
document.fonts.ready.then(() => {
  refit();
  draw();
});
