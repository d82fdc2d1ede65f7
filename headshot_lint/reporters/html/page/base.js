const byId = (id) => document.getElementById(id);

/** An element with attributes and children; text is text, whatever it holds. */
function el(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

const MARKS = { pass: "✓", warn: "!", fail: "✗", error: "✗", warning: "!", hint: "·", broken: "✗" };
const mark = (level) => el("span", { class: `mark ${level}`, "aria-hidden": "true" }, MARKS[level]);

const parsed = new Map();
/** The JSON of one script element, parsed when it is first asked for. */
function json(id) {
  if (!parsed.has(id)) parsed.set(id, JSON.parse(byId(id).textContent));
  return parsed.get(id);
}

const UNITS = { deg: "°", "%": " %", EV: " stops", dE: " dE", share: "", x: " ×", "": "", "0-1": "", style: "", ratio: "" };
/** A measurement with its unit. */
function measured(value, unit) {
  if (typeof value !== "number") return String(value);
  if (unit === "bytes") return size(value);
  if (unit === "share") return `${rounded(value * 100)} %`;
  return `${rounded(value)}${UNITS[unit] ?? ` ${unit}`}`;
}

function rounded(value) {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return Number(value.toFixed(digits)).toLocaleString("en");
}

function size(bytes) {
  return bytes < 1e6 ? `${rounded(bytes / 1e3)} kB` : `${rounded(bytes / 1e6)} MB`;
}
