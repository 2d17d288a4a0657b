"use strict";
// One report: moving from finding to finding, the page that belongs to it, keys, the calculator.
(() => {
  const work = document.querySelector(".work");
  const report = work.dataset.report, pages = Number(work.dataset.pages);
  const by = (id) => document.getElementById(id);
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const card = () => by("card");
  const state = { large: false, text: false, beside: false, calculating: false, spot: 0 };

  // Pages: fetched as pieces, kept while the report is open.
  const kept = new Map();
  const fetched = (number, text) => {
    const address = `/report/${report}/page/${number}${text ? "?view=text" : ""}`;
    if (!kept.has(address)) {
      const got = fetch(address).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)));
      got.catch(() => kept.delete(address));
      kept.set(address, got);
    }
    return kept.get(address);
  };
  const turn = async (pane, number, box) => {
    number = Math.max(1, Math.min(pages, number));
    const shown = pane.querySelector(".sheet");
    if (!shown || Number(shown.dataset.page) !== number || pane.dataset.text !== String(state.text)) {
      pane.dataset.wanted = number;
      let piece;
      try { piece = await fetched(number, state.text); } catch (status) { gouji.say(String(status)); return; }
      if (pane.dataset.wanted !== String(number)) return;
      pane.innerHTML = piece;
      pane.dataset.text = String(state.text);
    }
    sharpen(pane);
    point(pane, box);
    if (pane.id === "viewer") by("page-number").value = number;
  };
  const sharpen = (pane) => {
    pane.classList.toggle("large", state.large);
    const image = pane.querySelector("image");
    if (!image) return;
    const plain = image.getAttribute("href").split("?")[0];
    image.setAttribute("href", state.large || devicePixelRatio > 1.4 ? `${plain}?z=2` : plain);
  };
  // Marks what the finding at hand names, and brings the box that is asked for into view.
  const point = (pane, box) => {
    const id = card().dataset.id;
    let target = null;
    for (const rect of all(".box, .in-text", pane)) {
      const named = (rect.dataset.findings || "").split(" ").includes(id) || rect.dataset.id === id;
      rect.classList.toggle("current", named);
      rect.classList.remove("at");
      if (named && (!target || near(rect, box) < near(target, box))) target = rect;
    }
    if (target && (!box || near(target, box) < 60)) target.classList.add("at");
    if (target && (!box || near(target, box) < 60)) scrollTo(pane, target.getBoundingClientRect());
    else if (box) {
      const svg = pane.querySelector("svg.leaf");
      if (svg) {
        const own = svg.getBoundingClientRect(), scale = own.width / svg.viewBox.baseVal.width;
        scrollTo(pane, { top: own.top + box[1] * scale, left: own.left + box[0] * scale, height: 12, width: 40 });
      }
    } else pane.scrollTop = 0;
  };
  const near = (rect, box) => (box && box.id === rect.dataset.id ? -1 : box && rect.x ? Math.abs(rect.x.baseVal.value - box[0]) + Math.abs(rect.y.baseVal.value - box[1]) : 0);
  const scrollTo = (pane, rect) => {
    const frame = pane.getBoundingClientRect();
    pane.scrollTop += rect.top - frame.top - frame.height / 2 + rect.height / 2;
    pane.scrollLeft += rect.left - frame.left - frame.width / 2 + rect.width / 2;
  };

  // The places of a finding.
  const spots = () => all(".spot", card());
  const boxOf = (spot) => spot && Object.assign(spot.dataset.box.split(" ").map(Number), { id: spot.dataset.id });
  const go = (number) => {
    const found = spots();
    if (!found.length) { if (card().dataset.id) turn(by("viewer"), Number(card().dataset.page)); return; }
    state.spot = (number + found.length) % found.length;
    found.forEach((spot, n) => spot.classList.toggle("current", n === state.spot));
    const spot = found[state.spot];
    turn(by("viewer"), Number(spot.dataset.page), boxOf(spot));
    if (state.beside) {
      const here = spot.dataset.page;
      const other = found.find((one, n) => n !== state.spot && one.dataset.page !== here) || found[state.spot === 0 ? 1 : 0];
      by("viewer2").hidden = !other;
      if (other) turn(by("viewer2"), Number(other.dataset.page), boxOf(other));
    }
  };
  const settle = () => {
    const id = card().dataset.id;
    for (const row of all(".row")) {
      const own = row.id === `row-${id}`;
      row.classList.toggle("current", own);
      const link = row.querySelector("a");
      if (own) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    }
    const row = by(`row-${id}`);
    if (row && getComputedStyle(by("cards")).display !== "none" && matchMedia("(min-width: 60rem)").matches) row.scrollIntoView({ block: "nearest" });
    const ahead = card().dataset.after;
    if (ahead) prepare(ahead);
  };
  // The next finding's card and page are fetched while one looks at this one.
  const prepare = async (id) => {
    const link = document.querySelector(`.row a[data-id="${CSS.escape(id)}"] .p`);
    const number = link && Number((link.textContent.match(/\d+/) || [])[0]);
    if (!number) return;
    try {
      const piece = await fetched(number, state.text);
      const address = (piece.match(/<image href="([^"]+)"/) || [])[1];
      if (address) new Image().src = state.large || devicePixelRatio > 1.4 ? `${address}?z=2` : address;
    } catch { /* it is fetched again when it is asked for */ }
  };
  const remember = (replace) => {
    const address = new URL(location);
    const id = card().dataset.id;
    address.search = id ? `?f=${encodeURIComponent(id)}` : "";
    history[replace ? "replaceState" : "pushState"]({ id }, "", address);
  };
  let last = card().dataset.id;
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id !== "card" && event.detail.elt.id !== "card") return;
    const id = card().dataset.id;
    if (id !== last) { last = id; remember(false); go(0); }
    else mark();
    settle();
  });
  const mark = () => { const found = spots(); found.forEach((spot, n) => spot.classList.toggle("current", n === state.spot)); };
  addEventListener("popstate", () => {
    const id = new URL(location).searchParams.get("f");
    if (!id) { location.reload(); return; }
    last = id;
    htmx.ajax("GET", `/report/${report}/card/${encodeURIComponent(id)}`, { target: "#card", swap: "outerHTML" }).then(() => { go(0); settle(); });
  });

  // Tools over the page.
  const press = (id, on) => by(id).setAttribute("aria-pressed", String(on));
  const at = () => Number(by("viewer").querySelector(".sheet").dataset.page);
  const tools = {
    zoom() { state.large = !state.large; press("zoom", state.large); for (const pane of all(".pane")) { sharpen(pane); if (!pane.hidden && pane.querySelector(".sheet")) point(pane, boxOf(spots()[state.spot])); } },
    beside() { state.beside = !state.beside; press("beside", state.beside); by("viewer2").hidden = !state.beside; go(state.spot); },
    text() { state.text = !state.text; press("as-text", state.text); turn(by("viewer"), at(), boxOf(spots()[state.spot])); },
    calc() { if (!by("calc")) return; state.calculating = !state.calculating; press("calc", state.calculating); work.classList.toggle("calculating", state.calculating); by("strip").hidden = !state.calculating; chips(); },
  };
  by("page-back").onclick = () => turn(by("viewer"), at() - 1);
  by("page-on").onclick = () => turn(by("viewer"), at() + 1);
  by("page-number").onchange = (event) => turn(by("viewer"), Number(event.target.value) || 1);
  by("zoom").onclick = tools.zoom; by("beside").onclick = tools.beside; by("as-text").onclick = tools.text;
  if (by("calc")) by("calc").onclick = tools.calc;
  document.addEventListener("click", (event) => {
    const spot = event.target.closest(".spot");
    if (spot) { event.preventDefault(); go(spots().indexOf(spot)); return; }
    const box = event.target.closest(".box, .in-text");
    if (!box) return;
    if (state.calculating) { if (box.dataset.value) pick(box); return; }
    if (box.dataset.findings) open(box.dataset.findings.split(" ")[0]);
  });
  const open = (id) => {
    const link = document.querySelector(`.row a[data-id="${CSS.escape(id)}"]`);
    if (link) link.click(); else htmx.ajax("GET", `/report/${report}/card/${encodeURIComponent(id)}`, { target: "#card", swap: "outerHTML" });
  };

  // Keys.
  const typing = (target) => target.matches("input, textarea, select");
  const keys = {
    j: () => by("go-on") && by("go-on").click(), k: () => by("go-back") && by("go-back").click(),
    n: () => focus(".note textarea"), t: () => focus(".tick input"), u: () => by("undo") && by("undo").click(),
    o: () => go(state.spot + 1), s: tools.beside, z: tools.zoom, x: tools.text, c: tools.calc,
    "/": () => { const link = document.querySelector(".row a[aria-current]") || document.querySelector(".row a"); if (link) link.focus(); },
    "?": () => { location.href = "/help"; },
  };
  const focus = (what) => { const field = card().querySelector(what); if (field) { field.focus(); field.select(); } };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { if (typing(event.target)) event.target.blur(); else if (state.calculating) tools.calc(); return; }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest(".decide")) { event.preventDefault(); card().querySelector(".keep-note").click(); return; }
    if (event.key === "Enter" && event.target.matches(".tick input")) { event.preventDefault(); card().querySelector(".keep-note").click(); return; }
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^\d$/.test(event.key)) {
      const button = card().querySelector(`button[data-key="${event.key}"]`);
      if (button) { event.preventDefault(); button.click(); }
    } else if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  // The calculator: figures picked on the page, computed by the server, exactly.
  let picked = [], stated = -1;
  const pick = (box) => {
    const page = Number(box.closest(".sheet").dataset.page), key = `${page} ${box.dataset.id}`;
    const found = picked.findIndex((one) => one.key === key);
    if (found >= 0) { picked.splice(found, 1); stated = stated === found ? -1 : stated > found ? stated - 1 : stated; box.classList.remove("picked"); }
    else { picked.push({ key, text: box.dataset.text, value: box.dataset.value, unit: box.dataset.unit, page }); box.classList.add("picked"); }
    chips();
  };
  const chips = () => {
    const bar = document.querySelector(".chips");
    bar.replaceChildren(...picked.map((one, n) => {
      const chip = document.createElement("span");
      chip.className = n === stated ? "chip stated" : "chip";
      chip.append(one.text);
      chip.append(small("＝", bar.dataset.stated, () => { stated = stated === n ? -1 : n; chips(); }, n === stated));
      chip.append(small("×", bar.dataset.remove, () => { picked.splice(n, 1); stated = stated === n ? -1 : stated > n ? stated - 1 : stated; unpick(one.key); chips(); }));
      return chip;
    }));
    if (!picked.length) bar.textContent = bar.dataset.empty;
    compute();
  };
  const small = (sign, label, act, on) => {
    const button = document.createElement("button");
    button.type = "button"; button.textContent = sign; button.title = label; button.setAttribute("aria-label", label);
    if (on !== undefined) button.setAttribute("aria-pressed", String(on));
    button.onclick = act;
    return button;
  };
  const unpick = (key) => all(".picked").filter((box) => `${box.closest(".sheet").dataset.page} ${box.dataset.id}` === key).forEach((box) => box.classList.remove("picked"));
  const figures = () => JSON.stringify(picked.map(({ text, value, unit, page }) => ({ text, value, unit, page })));
  const post = (address, values) => fetch(address, { method: "POST", headers: { "X-Gouji-Token": gouji.token, "HX-Request": "true" }, body: new URLSearchParams(values) });
  let asked = 0;
  const compute = async () => {
    const own = ++asked;
    if (picked.length < 2) { by("sums").replaceChildren(); return; }
    const answer = await post(`/report/${report}/calculate?stated=${stated}`, { figures: figures() });
    if (!answer.ok) return;
    const piece = await answer.text();
    if (own === asked) by("sums").innerHTML = piece;
  };
  by("strip").addEventListener("click", async (event) => {
    const button = event.target.closest(".keep-equation");
    if (!button) return;
    const answer = await post(`/report/${report}/equations`, { figures: figures(), kind: button.dataset.kind, stated });
    if (answer.ok) { by("equations").innerHTML = await answer.text(); htmx.process(by("equations")); }
    else gouji.say(answer.status === 422 ? await answer.text() : String(answer.status));
  });

  mark(); settle();
  const first = spots().findIndex((spot) => Number(spot.dataset.page) === at());
  if (spots().length) { state.spot = Math.max(0, first); sharpen(by("viewer")); point(by("viewer"), boxOf(spots()[state.spot])); mark(); }
})();
