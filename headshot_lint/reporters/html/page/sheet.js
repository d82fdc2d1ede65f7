/** Everything said about one photo, and its picture. */
function sheetParts(photo, number) {
  const look = el("div", { class: "look", tabindex: "0", role: "region", "aria-label": "Picture" });
  if (photo.picture.shown) look.append(...stage(photo, number), ...avatars(photo, number));
  else look.append(el("div", { class: "stage" }, el("p", { class: "no-picture" }, photo.picture.trouble)));
  const said = el("div", { class: "said", tabindex: "0", role: "region", "aria-label": "Findings" });
  said.append(summing(photo));
  if (photo.picture.shown && photo.picture.trouble) said.append(el("p", { class: "trouble" }, photo.picture.trouble));
  said.append(el("h3", {}, "Categories"), gauges(photo), ...findings(photo, look), ...mending(photo, look), ...quiet(photo));
  return el("div", { class: "sheet-body" }, look, said);
}

function avatars(photo, number) {
  const legible = photo.smallest_legible_px;
  const told = legible === null ? "As an avatar: the face cannot be read, or that was not measured" : `As an avatar: readable from ${legible} px up`;
  const rows = el("div", { class: "avatars" });
  const image = new Image();
  image.onload = () => rows.append(avatarRow(image, "round", legible), avatarRow(image, "square", legible));
  image.src = address("photo", number);
  return [el("h3", {}, told), rows];
}

function summing(photo) {
  const around = 2 * Math.PI * 44;
  const ring = svg(
    "svg",
    { class: "ring", viewBox: "0 0 100 100", role: "img", "aria-label": `Score ${photo.score} of 100` },
    svg("circle", { class: "rail", cx: 50, cy: 50, r: 44 }),
    svg("circle", {
      class: photo.verdict, cx: 50, cy: 50, r: 44, transform: "rotate(-90 50 50)", "stroke-linecap": photo.score ? "round" : "butt",
      "stroke-dasharray": `${(around * photo.score) / 100} ${around}`,
    }),
    svg("text", { x: 50, y: 61 }, String(Math.round(photo.score))),
  );
  const meta = [photo.kind.replaceAll("-", " ")];
  if (photo.width) meta.push(`${photo.width.toLocaleString("en")} × ${photo.height.toLocaleString("en")} px`);
  if (photo.format) meta.push(photo.format);
  if (photo.bytes !== null) meta.push(size(photo.bytes));
  if (photo.profile) meta.push(photo.profile);
  const words = { pass: "passes", warn: "passes with warnings", fail: "fails" };
  const text = el("div", {}, el("p", { class: "verdict" }, mark(photo.verdict), words[photo.verdict]), el("p", { class: "meta" }, meta.join(" · ")));
  if (photo.capped.length) text.append(el("p", { class: "held" }, `The score is held at ${photo.score} by ${photo.capped.join(", ")}.`));
  return el("div", { class: "sum" }, ring, text);
}

function gauges(photo) {
  const rows = photo.categories.map(({ name, score, lost }) => {
    const known = score !== null;
    const bar = known && svg("rect", { class: score >= 80 ? "bar" : score >= 50 ? "mid" : "low", width: Math.max(score, 1), height: 8 });
    return el(
      "li", { class: "gauge" },
      el("span", {}, name),
      svg("svg", { viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" }, svg("rect", { class: "rail", width: 100, height: 8 }), bar || null),
      el("span", { class: "number" }, known ? String(Math.round(score)) : "–"),
      el("span", { class: "lost" }, known ? (lost ? `−${lost} pts` : "") : "not judged"),
    );
  });
  return el("ul", { class: "gauges" }, ...rows);
}

function findings(photo, look) {
  if (!photo.findings.length) return [el("h3", {}, "Findings"), el("p", {}, mark("pass"), "Nothing to mend.")];
  return [el("h3", {}, "Findings"), ...photo.findings.map((found, index) => finding(found, index, look))];
}

function finding(found, index, look) {
  const level = found.suppressed ? "waived" : found.severity;
  const title = el(
    "p", { class: "title" },
    mark(found.severity), el("b", {}, found.name), el("span", { class: "code" }, found.code), el("span", { class: "level" }, level),
  );
  const part = el("article", { class: `finding ${found.severity} ${found.suppressed ? "waived" : ""}` }, title, el("p", { class: "message" }, found.message));
  if (found.advice) part.append(el("p", { class: "advice" }, found.advice));
  if (found.suppressed) {
    const until = found.suppressed.expires ? `, until ${found.suppressed.expires}` : "";
    part.append(el("p", { class: "facts" }, `Waived: ${found.suppressed.reason}${until}`));
  }
  part.append(facts(found, index, look));
  const why = json("common").rules[found.code];
  if (why) part.append(el("details", {}, el("summary", {}, "Why it matters"), el("p", {}, `${why.summary} ${why.why}`)));
  return part;
}

function facts(found, index, look) {
  const line = el("p", { class: "facts" });
  const add = (name, value) => line.append(el("span", {}, `${name} `, el("b", {}, value)));
  if (found.value !== null) add("measured", measured(found.value, found.unit));
  if (found.limit !== null) add("limit", measured(found.limit, found.unit));
  if (found.score !== null) add("score", String(found.score));
  add("costs", found.points_lost ? `${found.points_lost} points` : "nothing");
  if (found.confidence !== "high") add("confidence", found.confidence);
  if (found.fixable) line.append(el("span", {}, "a program can mend it"));
  if (found.regions.length && look.querySelector(".canvas")) line.append(pointer(index, look));
  return line;
}

/** A button that lights up where in the picture a finding lies. */
function pointer(index, look) {
  const light = (on) => () => {
    look.querySelectorAll("[data-finding]").forEach((part) => {
      const own = Number(part.getAttribute("data-finding")) === index;
      part.setAttribute("class", on ? (own ? "lit" : "dim") : "");
    });
  };
  const show = () => {
    const button = look.querySelector('[data-key="r"]');
    if (button.getAttribute("aria-pressed") === "false") button.click();
    look.querySelector(".stage").scrollIntoView({ block: "nearest" });
  };
  return el("button", { type: "button", class: "show", onmouseenter: light(true), onmouseleave: light(false), onfocus: light(true), onblur: light(false), onclick: show }, "show where");
}

function quiet(photo) {
  const parts = [];
  if (photo.passed.length) {
    const cost = photo.passed.reduce((sum, { lost = 0 }) => sum + lost, 0);
    const rows = [...photo.passed].sort((a, b) => (b.lost || 0) - (a.lost || 0)).map(({ code, message, lost }) =>
      el("li", {}, el("span", { class: "code" }, code), el("span", {}, message), el("span", { class: "lost" }, lost ? `−${rounded(lost)}` : "")),
    );
    const title = `${photo.passed.length} rules pass${cost >= 0.05 ? `, at ${rounded(cost)} points for what could be better` : ""}`;
    parts.push(el("details", {}, el("summary", {}, title), el("ul", { class: "quiet" }, ...rows)));
  }
  if (photo.skipped.length) {
    const number = photo.skipped.reduce((sum, { codes }) => sum + codes.length, 0);
    const rows = photo.skipped.map(({ reason, codes }) => el("li", {}, el("span", { class: "code" }, codes.length > 3 ? `${codes.length} rules` : codes.join(" ")), el("span", {}, reason)));
    parts.push(el("details", {}, el("summary", {}, `${number} not judged`), el("ul", { class: "quiet" }, ...rows)));
  }
  return parts.length ? [el("h3", {}, "Everything else"), ...parts] : [];
}

/** What could be done without a new photo: the crop, and what fixes make of it. */
function mending(photo, look) {
  const parts = [photo.crop && cropping(photo, look), photo.fix && fixing(photo.fix, look)].filter(Boolean);
  return parts.length ? [el("h3", {}, "What can be done"), ...parts] : [];
}

function cropping({ crop, width, height, profile }, look) {
  if (!crop.size) {
    const [first, ...others] = crop.reasons;
    return way("crop", "No crop", el("p", {}, `There is none for ${profile} without invented pixels. The best window falls short: ${first}`), ...others.map((reason) => el("p", {}, reason)));
  }
  if (isWhole({ crop, width, height })) return way("crop", "No crop needed", el("p", {}, `${profile} likes the photo best as it is framed.`));
  const [across, down] = crop.size.map((side) => side.toLocaleString("en"));
  const text = `The best one for ${profile} has ${across} × ${down} px and a score of ${Math.round(crop.score)}. `;
  return way("crop", "Crop", el("p", {}, text, switcher("k", "show it", look)));
}

function fixing(fix, look) {
  const left = fix.declined.map(([name, reason]) => el("li", {}, name ? `Not kept: ${name}. ${reason}` : reason));
  if (!fix.steps.length) return way("fix", "No fix", el("ul", {}, ...left));
  const from = Math.round(fix.score_before), to = Math.round(fix.score_after);
  const text = from === to ? `The score stays at ${to}. ` : `The score goes from ${from} to ${to}. `;
  return way("fix", "Fix", el("p", {}, text, switcher("4", "compare", look)), el("ul", {}, ...fix.steps.map(step), ...left));
}

function way(kind, title, ...parts) {
  return el("div", { class: `way ${kind}` }, el("p", { class: "title" }, el("b", {}, title)), ...parts);
}

function step({ does, mends }) {
  const rules = mends.map(({ code, name }) => `${code} ${name}`).join(", ");
  return el("li", {}, rules ? `${does} (${rules})` : does);
}

/** A button that switches to a view or an overlay; none where that is not there. */
function switcher(key, text, look) {
  const button = (wanted) => look.querySelector(`[data-key="${wanted}"]`);
  const press = (wanted) => { if (button(wanted).getAttribute("aria-pressed") === "false") button(wanted).click(); };
  if (!button(key)) return null;
  const show = () => {
    if (key === "k") press("1"); // overlays lie on the photo
    press(key);
    look.querySelector(".stage").scrollIntoView({ block: "nearest" });
  };
  return el("button", { type: "button", class: "show", onclick: show }, text);
}
