const grid = byId("grid");
const cards = [...grid.children].map((node, index) => ({
  node,
  number: index + 1,
  link: node.querySelector("a"),
  verdict: node.dataset.verdict,
  score: Number(node.dataset.score),
  name: node.dataset.name,
  kind: node.dataset.kind,
  findings: Number(node.dataset.number),
  codes: node.dataset.codes.split(" "),
  levels: node.dataset.levels.split(" "),
  // Names of rules stand in the card only in part; words of messages not at all.
  words: [node.dataset.name, node.dataset.kind, node.dataset.verdict, node.dataset.codes, node.dataset.rules, node.dataset.words].join(" ").toLowerCase(),
}));
const form = document.querySelector(".controls");
const wanted = { verdict: "", rule: "", level: "", kind: "", words: [] };
let shown = cards;

const fits = (card) =>
  (!wanted.verdict || card.verdict === wanted.verdict) &&
  (!wanted.rule || card.codes.includes(wanted.rule)) &&
  (!wanted.level || card.levels.includes(wanted.level)) &&
  (!wanted.kind || card.kind === wanted.kind) &&
  wanted.words.every((word) => card.words.includes(word));

const plain = new Intl.Collator("en", { numeric: true });
const byName = (a, b) => plain.compare(a.name, b.name) || a.number - b.number;
const SORTS = {
  worst: (a, b) => a.score - b.score || byName(a, b),
  best: (a, b) => b.score - a.score || byName(a, b),
  name: byName,
  most: (a, b) => b.findings - a.findings || SORTS.worst(a, b),
};

function filter() {
  shown = cards.filter(fits);
  const kept = new Set(shown);
  for (const card of cards) card.node.hidden = !kept.has(card);
  const all = cards.length.toLocaleString("en");
  if (form) byId("shown").textContent = shown.length === cards.length ? `${all} photos` : `${shown.length.toLocaleString("en")} of ${all} photos`;
  byId("nothing").hidden = shown.length > 0;
  press(".tile", "verdict", wanted.verdict);
  press("[data-rule]", "rule", wanted.rule);
}

function press(selector, name, value) {
  document.querySelectorAll(`button${selector}`).forEach((button) => {
    button.setAttribute("aria-pressed", button.dataset[name] === value);
  });
}

function sort() {
  cards.sort(SORTS[byId("sort").value]);
  grid.append(...cards.map(({ node }) => node));
  filter();
}

function clear() {
  Object.assign(wanted, { verdict: "", rule: "", level: "", kind: "", words: [] });
  form.reset();
  sort();
}

/** Take the filters from the form; a rule may also be picked above it. */
function heed() {
  wanted.words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const name of ["rule", "level", "kind"]) wanted[name] = byId(name).value;
  filter();
}

function tile(button) {
  wanted.verdict = button.dataset.verdict === wanted.verdict ? "" : button.dataset.verdict;
  filter();
}

function ruleButton(button) {
  byId("rule").value = wanted.rule === button.dataset.rule ? "" : button.dataset.rule;
  heed();
}

/** Arrows between cards: sideways by one, up and down by a row. */
function walk(event) {
  const at = shown.findIndex(({ link }) => link === document.activeElement);
  if (at < 0) return;
  const top = shown[0].node.offsetTop;
  const below = shown.findIndex(({ node }) => node.offsetTop > top);
  const columns = below < 0 ? shown.length : below;
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Home: -at, End: shown.length - 1 - at }[event.key];
  if (step === undefined || !shown[at + step]) return;
  event.preventDefault();
  shown[at + step].link.focus();
}
