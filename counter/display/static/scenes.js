// What each scene shows. Every function takes the view as it came and writes it into the page.

import { compose, drawAmount, drawQr, languagesNow, make, picture, room, say, show, slot, told, word } from "./draw.js";

const WEIGHT_STATES = ["stable", "motion", "over", "under", "negative", "zero", "error", "unknown", "incomplete",
  "unplugged", "manual"];
const STATE_ICONS = { stable: "steady", motion: "wait", zero: "place", manual: "hand", unknown: "wait", incomplete: "wait" };
const NUMBERS_SHOWN = 6;

export const scenes = { weighing, fee, inspection, pay, thanks, refused };

function weightState(view) {
  return WEIGHT_STATES.includes(view.weight.state) ? view.weight.state : "unknown";
}

function drawState(element, state) {
  if (element.dataset.state !== state) {
    element.dataset.state = state;
    element.querySelector(".mark").replaceChildren(picture(STATE_ICONS[state] || "warning"));
  }
  say(element.querySelector(".words"), word(`weight_${state}`));
}

function weighing(view) {
  const state = weightState(view);
  say(slot("live-weight"), view.weight.text);
  say(slot("live-unit"), view.weight.unit);
  show(slot("live-figure"), Boolean(view.weight.text));
  drawState(slot("live-state"), state);
  show(slot("place-item"), state === "zero");
}

function inspection(view) {
  say(slot("inspected-weight"), view.weight.text ? `${view.weight.text} ${view.weight.unit}` : "");
}

function fee(view) {
  bill(view, "fee");
  alternatives(view.alternatives);
}

function pay(view) {
  bill(view, "pay");
  for (const name of ["tendered", "change"]) {
    show(slot(`${name}-row`), view[name] !== null);
    say(slot(name), view[name] === null ? "" : `${view.symbol} ${view[name]}`);
  }
  show(slot("payment"), Boolean(view.payment_qr));
  drawQr(slot("payment-qr"), view.payment_qr, spoken("scan_to_pay"));
}

// Weight, service, lines and total: the same on the fee and the payment scene.
function bill(view, scene) {
  const weighed = view.weight.text || view.weight.state;
  show(slot(`${scene}-weight-row`), Boolean(weighed));
  say(slot(`${scene}-weight`), view.weight.text ? `${view.weight.text} ${view.weight.unit}` : "");
  if (weighed) drawState(slot(`${scene}-weight-state`), weightState(view));
  say(slot(`${scene}-service`), view.service);
  say(slot(`${scene}-tariff`), view.tariff);
  say(slot(`${scene}-tariff-notice`), view.tariff_notice);
  say(slot(`${scene}-items`), view.items > 1 ? word("items", { n: view.items }) : "");
  show(slot(`${scene}-total-box`), view.total !== null);
  say(slot(`${scene}-symbol`), view.symbol);
  drawAmount(slot(`${scene}-total`), view.total === null ? "" : view.total);
  drawLines(slot(`${scene}-lines`), view.lines);
}

const drawn = new WeakMap();

function drawLines(list, lines) {
  const key = JSON.stringify([lines, room()]);
  if (drawn.get(list) === key) return;
  drawn.set(list, key);
  fillLines(list, lines, 0, false);
  if (!overflows(list)) return;
  for (let folded = 0; folded < lines.length; folded += 1) {
    fillLines(list, lines, folded, true);
    if (!overflows(list)) return;
  }
}

// Lines that don't fit are folded from the top into one that carries their sum; the newest stay whole.
function fillLines(list, lines, folded, alternating) {
  const rows = lines.slice(folded).map((line) => row(line.text, line.amount));
  if (folded) rows.unshift(row(word("lines_above", { n: folded }), lines[folded - 1].running));
  list.classList.toggle("alternating", alternating && languagesNow().length > 1);
  list.replaceChildren(...rows);
}

function overflows(list) {
  return list.scrollHeight > list.clientHeight + 1;
}

function row(text, amount) {
  return make("li", "", told("span", "text", text), told("span", "amount", amount));
}

function alternatives(services) {
  const list = slot("services");
  show(slot("other-services"), services.length > 0);
  const key = JSON.stringify([services, room()]);
  if (drawn.get(list) === key) return;
  drawn.set(list, key);
  for (let shown = services.length; shown >= 0; shown -= 1) {
    const rows = services.slice(0, shown).map(service);
    if (shown < services.length) rows.push(told("li", "more", word("more_services", { n: services.length - shown })));
    list.replaceChildren(...rows);
    if (!overflows(list)) return;
  }
}

function service(each) {
  const remarks = [];
  if (each.days) remarks.push(told("span", "remark", word("days", { n: each.days })));
  for (const mark of each.marks) remarks.push(told("span", "remark marked", word(mark)));
  if (each.total === null) {
    remarks.push(told("span", "remark", Object.keys(each.reason).length ? each.reason : word("not_available")));
  }
  const item = make("li", each.chosen ? "chosen" : "", make("span", "text", told("span", "name", each.name), ...remarks));
  item.append(told("span", "amount", each.total === null ? "—" : each.total));
  if (each.chosen) item.setAttribute("aria-current", "true");
  return item;
}

function thanks(view) {
  const numbers = view.mail_numbers;
  const rows = numbers.slice(0, NUMBERS_SHOWN).map((number) => told("li", "number", number));
  if (numbers.length > NUMBERS_SHOWN) {
    rows.push(told("li", "", word("more_numbers", { n: numbers.length - NUMBERS_SHOWN })));
  }
  slot("numbers").replaceChildren(...rows);
  show(slot("numbers-box"), numbers.length > 0);
  show(slot("thanks-change-row"), view.change !== null && !/^0(\.0+)?$/.test(view.change));
  say(slot("thanks-change"), view.change === null ? "" : `${view.symbol} ${view.change}`);
  show(slot("tracking"), Boolean(view.tracking_qr));
  drawQr(slot("tracking-qr"), view.tracking_qr, spoken("scan_to_track"));
}

function refused(view) {
  say(slot("refusal"), view.refusal);
  show(slot("basis-row"), Boolean(view.refusal_basis));
  say(slot("basis"), view.refusal_basis);
}

function spoken(key) {
  const text = compose([word(key)], ([only]) => only);
  return languagesNow().map((language) => text[language]).join(" / ");
}
