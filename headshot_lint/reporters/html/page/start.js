const sheet = byId("sheet"), help = byId("help");
let current = null;

function open(number) {
  const card = cards.find((each) => each.number === number);
  if (!card) return;
  current = card;
  const photo = json(`data-${number}`);
  const at = shown.indexOf(card);
  const move = (step, text, name) =>
    el("button", { type: "button", "aria-label": name, disabled: at < 0 || !shown[at + step], onclick: () => go(step) }, text);
  const head = el(
    "div", { class: "sheet-head" },
    move(-1, "←", "Previous photo"), move(1, "→", "Next photo"),
    el("span", { class: "place" }, at < 0 ? "" : `${(at + 1).toLocaleString("en")} of ${shown.length.toLocaleString("en")}`),
    el("h2", { id: "sheet-title" }, photo.path),
    el("button", { type: "button", onclick: () => sheet.close() }, "Close"),
  );
  sheet.replaceChildren(head, sheetParts(photo, number));
  parsed.delete(`data-${number}`); // a thousand photos need not stay in memory twice
  if (!sheet.open) sheet.showModal();
  head.lastChild.focus({ preventScroll: true });
}

function go(step) {
  const next = shown[shown.indexOf(current) + step];
  if (!next) return;
  history.replaceState(null, "", `#photo-${next.number}`); // one photo, one step back, however many were seen
  open(next.number);
}

function heedAddress() {
  const found = /^#photo-(\d+)$/.exec(location.hash);
  if (found) open(Number(found[1]));
  else if (sheet.open) sheet.close();
}

sheet.addEventListener("close", () => {
  sheet.replaceChildren();
  if (location.hash.startsWith("#photo-")) history.replaceState(null, "", location.pathname + location.search);
  if (current) current.link.focus();
});

const typing = (target) => target instanceof Element && target.matches("input:not([type=checkbox]), select, textarea");

function pressKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const modal = sheet.open || help.open;
  if (sheet.open && !help.open && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    event.preventDefault();
    go(event.key === "ArrowLeft" ? -1 : 1);
    return;
  }
  if (!modal) walk(event);
  if (!byId("keys").checked || help.open) return;
  if (event.key === "?") help.showModal();
  else if (event.key === "/" && !modal && form) { event.preventDefault(); byId("search").focus(); }
  else if (sheet.open && /^[a-z0-9]$/.test(event.key)) sheet.querySelector(`[data-key="${event.key}"]`)?.click();
}

addEventListener("keydown", pressKey);
addEventListener("hashchange", heedAddress);
byId("help-button").addEventListener("click", () => help.showModal());
document.querySelectorAll("button.tile").forEach((button) => button.addEventListener("click", () => tile(button)));
if (form) {
  document.querySelectorAll(".common button").forEach((button) => button.addEventListener("click", () => ruleButton(button)));
  form.addEventListener("input", heed);
  form.addEventListener("submit", (event) => event.preventDefault());
  byId("clear-form").addEventListener("click", clear);
  byId("sort").addEventListener("change", sort);
  byId("clear").addEventListener("click", clear);
  sort();
}
heedAddress();
