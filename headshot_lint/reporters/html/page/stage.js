const LAYERS = [
  { id: "regions", label: "Findings", key: "r", on: true },
  { id: "face", label: "Face", key: "f", on: true },
  { id: "landmarks", label: "Landmarks", key: "l", on: false },
  { id: "thirds", label: "Thirds, eye line", key: "t", on: false },
  { id: "circle", label: "Circle", key: "c", on: false },
  { id: "crop", label: "Crop", key: "k", on: false },
];
const VIEWS = [
  { id: "photo", label: "Photo", key: "1" },
  { id: "light", label: "Light", key: "2" },
  { id: "background", label: "Background", key: "3" },
  { id: "after", label: "Before, after", key: "4" },
];
let view = "photo"; // kept from photo to photo, as the layers are

const box = ([x, y, width, height]) => `M${x} ${y}h${width}v${height}h${-width}z`;
/** A path twice: dark and wide below, so that it shows on every ground. */
const stroke = (d, more = "") => [
  svg("path", { class: `under ${more}`, d }),
  svg("path", { class: `ink ${more}`, d }),
];
const label = (x, y, text) => svg("text", { class: "label", x, y }, text);

const DRAWN = {
  face({ geometry }) {
    const boxes = [[geometry.head, "head"], [geometry.face, "face"], ...geometry.others.map((b) => [b, "other face"])];
    return boxes.filter(([b]) => b).flatMap(([b, name]) => [...stroke(box(b)), tag(b, name)]);
  },
  landmarks({ geometry }) {
    return geometry.contours.flatMap((line) => stroke(`M${line.join(" ")}z`));
  },
  regions({ photo }) {
    return photo.findings.flatMap((finding, index) =>
      finding.regions.map((region) =>
        svg("g", { "data-finding": index }, ...stroke(box(region.box)), tag(region.box, region.label || finding.name, "over")),
      ),
    );
  },
  thirds({ geometry, width, height }) {
    const lines = [1, 2].map((n) => `M${(width * n) / 3} 0V${height}M0 ${(height * n) / 3}H${width}`).join("");
    const parts = stroke(lines);
    if (geometry.eyes) {
      const [[rx, ry], [lx, ly]] = geometry.eyes;
      const slope = (ly - ry) / (lx - rx || 1), from = ry - slope * rx;
      const middle = (ry + ly) / 2;
      parts.push(...stroke(`M0 ${from}L${width} ${from + slope * width}`, "eyes"));
      parts.push(label(width * 0.012, middle - height * 0.012, `eyes at ${Math.round(100 - (100 * middle) / height)} % of the height`));
    }
    return parts;
  },
  circle({ width, height }) {
    const r = Math.min(width, height) / 2, x = width / 2, y = height / 2;
    const circle = `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
    return [svg("path", { class: "veil", "fill-rule": "evenodd", d: `M0 0H${width}V${height}H0z${circle}` }), ...stroke(circle)];
  },
  crop({ photo, width, height }) {
    const corners = photo.crop ? photo.crop.corners : [];
    if (!corners.length || isWhole(photo)) return [];
    const outline = `M${corners.map((corner) => corner.join(" ")).join("L")}z`; // it may stand askew
    return [svg("path", { class: "veil", "fill-rule": "evenodd", d: `M0 0H${width}V${height}H0z${outline}` }), ...stroke(outline), tag(corners[0], "proposed crop")];
  },
};

/** Whether the crop shows all of the photo, but for what rounding takes. */
function isWhole({ crop, width, height }) {
  const whole = [[0, 0], [width, 0], [width, height], [0, height]];
  return crop.corners.every(([x, y], index) => Math.hypot(x - whole[index][0], y - whole[index][1]) <= 2);
}

/** A name at the upper left corner of a box: inside, or over it where the box is small and matters. */
const tag = ([x, y], text, place = "in") => {
  const name = label(Math.max(x, 0), y, text);
  name.setAttribute("data-place", place);
  return name;
};

/** The picture with everything that can be laid over it. */
function stage(photo, number) {
  const { geometry, level_of: levelOf } = photo.picture;
  const width = photo.width, height = photo.height;
  const image = el("img", { alt: `The photo ${photo.path}`, src: address("photo", number) });
  const overlay = svg("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  const canvas = el("div", { class: "canvas" }, image);
  canvas.style.aspectRatio = `${width} / ${height}`;
  canvas.style.maxWidth = `calc((100dvh - 18rem) * ${(width / height).toFixed(4)})`;
  const buttons = LAYERS.map((layer) => layerButton(layer, overlay, { photo, geometry, width, height }));
  const found = overlay.querySelector(".layer-regions");
  if (found) overlay.append(found); // nothing covers what was found
  canvas.append(...VIEWS.slice(1).flatMap((other) => covering(other.id, number)), overlay);
  const legends = ["light", "background"].map((name) => legend(name, levelOf));
  const slide = slider(canvas);
  const layers = el("div", { class: "tools layers", role: "group", "aria-label": "Overlays" }, ...buttons.filter(Boolean));
  const views = viewButtons(canvas, number, { legends, slide, laid: [overlay, layers] });
  new ResizeObserver(() => fitLabels(overlay, width, height)).observe(canvas);
  return [
    el("div", { class: "tools views" }, views),
    el("div", { class: "stage" }, canvas),
    ...legends,
    slide,
    layers,
  ];
}

function covering(name, number) {
  const source = address(name, number);
  if (!source) return [];
  const image = el("img", { alt: "", class: name, "data-view": name, hidden: true, src: source });
  return name === "after" ? [image, el("span", { class: "seam", "data-view": name, hidden: true })] : [image];
}

function layerButton(layer, overlay, drawn) {
  const parts = DRAWN[layer.id](drawn);
  if (!parts.length) return null;
  const group = svg("g", { class: `layer-${layer.id}` }, ...parts);
  overlay.append(group);
  const show = () => {
    group.style.display = layer.on ? "" : "none";
    button.setAttribute("aria-pressed", layer.on);
  };
  const button = el(
    "button",
    { type: "button", "data-key": layer.key, onclick: () => { layer.on = !layer.on; show(); } },
    layer.label, el("span", { class: "key", "aria-hidden": "true" }, layer.key),
  );
  show();
  return button;
}

function viewButtons(canvas, number, { legends, slide, laid }) {
  const there = VIEWS.filter(({ id }) => id === "photo" || byId(`${id}-${number}`));
  if (!there.some(({ id }) => id === view)) view = "photo";
  const show = () => {
    canvas.querySelectorAll("[data-view]").forEach((part) => { part.hidden = part.dataset.view !== view; });
    [...legends, slide].forEach((part) => { part.hidden = part.dataset.of !== view; });
    // A mended photo may show another window: what lies where in the photo does not lie there.
    laid.forEach((part) => { part.style.display = view === "after" ? "none" : ""; });
    buttons.forEach((button) => button.setAttribute("aria-pressed", button.dataset.to === view));
  };
  const buttons = there.map(({ id, label: text, key }) =>
    el(
      "button",
      { type: "button", "data-to": id, "data-key": key, onclick: () => { view = id; show(); } },
      text, el("span", { class: "key", "aria-hidden": "true" }, key),
    ),
  );
  show();
  return el("div", { class: "joined", role: "group", "aria-label": "View" }, ...buttons);
}

function legend(name, levelOf) {
  const title = name === "light"
    ? `Light in stops against ${levelOf}: grey is level, blue darker, orange brighter.`
    : "Background: how far each part is from its main colour. The person is grey.";
  const bands = json("common").legends[name].map(([colour, text]) =>
    el("li", {}, svg("svg", { viewBox: "0 0 1 1", "aria-hidden": "true" }, svg("rect", { width: 1, height: 1, fill: colour })), text),
  );
  return el("ul", { class: "legend", "data-of": name, hidden: true }, el("li", { class: "legend-title" }, title), ...bands);
}

function slider(canvas) {
  const input = el("input", { type: "range", min: 0, max: 100, value: 50, "aria-label": "How much of the photo before the fix is shown" });
  input.addEventListener("input", () => canvas.style.setProperty("--split", `${input.value}%`));
  return el("div", { class: "slide", "data-of": "after", hidden: true }, "before", input, "after");
}

/** Letters of one size on the screen, whatever the pixels of the photo, and inside the picture. */
function fitLabels(overlay, width, height) {
  const shown = overlay.getBoundingClientRect().width;
  if (!shown) return;
  const letter = (13 * width) / shown;
  overlay.style.fontSize = `${letter}px`;
  const taken = [];
  const near = (other, x, y) => Math.hypot(other.x - x, other.y - y) < 2 * letter;
  overlay.querySelectorAll("text").forEach((text) => {
    const x = Number(text.getAttribute("x")), y = Number(text.getAttribute("y"));
    const over = text.getAttribute("data-place") !== "in" || y + letter * 1.25 > height;
    const again = taken.some((other) => other.text === text.textContent && near(other, x, y));
    text.style.display = again ? "none" : ""; // one box may be the place of several findings
    if (again) return;
    const long = text.textContent.length * letter * 0.6;
    let line = Math.max(y + (over ? -letter * 0.4 : letter * 1.15), letter * 1.15);
    // Names of boxes that begin in one place stand below each other.
    while (taken.some((other) => Math.abs(other.line - line) < letter * 1.1 && x < other.end && other.x < x + long)) line += letter * 1.15;
    taken.push({ text: text.textContent, x, y, end: x + long, line });
    text.setAttribute("dx", Math.min(letter * (over ? 0 : 0.35), width - x - long));
    text.setAttribute("dy", line - y);
  });
}
