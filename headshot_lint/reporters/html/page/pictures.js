/** The address of an embedded picture; null where there is none. */
function address(name, number) {
  const holder = byId(`${name}-${number}`);
  return holder && `data:image/webp;base64,${holder.textContent}`;
}

const showing = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      showing.unobserve(entry.target);
      entry.target.src = address("photo", entry.target.dataset.photo);
    }
  },
  { rootMargin: "600px" },
);

const thumbnails = document.querySelectorAll("img[data-photo]");
thumbnails.forEach((image) => showing.observe(image));
// What is printed was perhaps never scrolled to.
addEventListener("beforeprint", () => {
  for (const image of thumbnails) {
    if (!image.hasAttribute("src")) image.src = address("photo", image.dataset.photo);
  }
});

const AVATAR_SIZES = [16, 20, 24, 32, 40, 48, 64];

/** The centre square of a loaded picture at a size, reduced by averages as browsers do. */
function avatar(image, size) {
  const side = Math.min(image.naturalWidth, image.naturalHeight);
  const goal = Math.round(size * Math.max(1, devicePixelRatio || 1));
  let source = image, left = (image.naturalWidth - side) / 2, top = (image.naturalHeight - side) / 2, now = side;
  while (now / 2 >= goal) {
    // By halves: drawn in one step, a browser skips pixels.
    const half = square(Math.floor(now / 2));
    draw(half, source, left, top, now);
    [source, left, top, now] = [half, 0, 0, half.width];
  }
  const canvas = square(goal);
  draw(canvas, source, left, top, now);
  canvas.style.width = canvas.style.height = `${size}px`;
  return canvas;
}

function square(side) {
  return el("canvas", { width: side, height: side });
}

function draw(canvas, source, left, top, side) {
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(source, left, top, side, side, 0, 0, canvas.width, canvas.height);
}

/** The avatars of a photo in one shape, with whether the face can be read. */
function avatarRow(image, shape, legible) {
  const figures = AVATAR_SIZES.map((size) => {
    const canvas = avatar(image, size);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `The photo at ${size} pixels, ${shape}`);
    const readable = legible !== null && size >= legible;
    const told = el("span", { class: readable ? "yes" : "no" }, readable ? "✓" : "✗");
    const spoken = el("span", { class: "hidden" }, readable ? " readable" : " not readable");
    return el("figure", {}, canvas, el("figcaption", {}, `${size} `, told, spoken));
  });
  return el("div", { class: `row ${shape}` }, ...figures);
}
