"use strict";
(() => {
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const inspector = document.getElementById("inspector");

  // Filters: a list is narrowed by its check boxes and its search field.
  for (const bar of all(".filters")) {
    const items = all("." + bar.dataset.filter);
    const search = bar.querySelector("input[type=search]");
    const output = bar.querySelector(".shown");
    const texts = items.map((item) => item.textContent.toLowerCase());
    const apply = () => {
      const kinds = new Set(all("input[type=checkbox]:checked", bar).map((box) => box.value));
      const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      items.forEach((item, i) => {
        const fits = kinds.has(item.dataset.kind) && words.every((w) => texts[i].includes(w));
        item.hidden = !fits;
        const folded = fits && words.length && item.closest("details");
        if (folded) folded.open = true;
        shown += fits;
      });
      output.textContent = output.dataset.words
        .replace("{shown}", shown).replace("{all}", items.length);
    };
    bar.addEventListener("input", apply);
    apply();
  }

  // A link into something folded or filtered away opens it first.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    if (target.hidden) target.hidden = false;
    target.scrollIntoView({ block: "center" });
    if (target.matches(".finding")) target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", reveal);
  reveal();

  // A box on a page shows what is known of it without leaving the page.
  const show = (link) => {
    const source = document.getElementById(link.dataset.of);
    if (!source) return false;
    const body = inspector.querySelector(".body");
    const parts = source.matches("tr")
      ? all("td", source).map((cell) => [...cell.childNodes].map((n) => n.cloneNode(true)))
      : [[document.createTextNode(link.getAttribute("aria-label"))]];
    if (source.matches("td")) {
      const back = all("a", source).map((a) => a.cloneNode(true));
      if (back.length) parts.push(back);
    }
    body.replaceChildren(...parts.map((nodes) => {
      const line = document.createElement("p");
      line.append(...nodes);
      return line;
    }));
    inspector.hidden = false;
    all(".current").forEach((a) => a.classList.remove("current"));
    link.classList.add("current");
    return true;
  };
  for (const link of all("a[data-of]")) {
    link.addEventListener("click", (event) => {
      if (show(link)) event.preventDefault();
    });
  }
  const close = () => { inspector.hidden = true; };
  inspector.querySelector(".close").addEventListener("click", close);

  // j and k go from finding to finding, / to the search, Esc closes.
  const move = (step) => {
    const items = all(".finding").filter((item) => !item.hidden);
    if (!items.length) return;
    const at = items.indexOf(document.activeElement.closest(".finding"));
    const next = items[at < 0 ? (step > 0 ? 0 : items.length - 1)
      : Math.min(items.length - 1, Math.max(0, at + step))];
    history.replaceState(null, "", "#" + next.id);
    const folded = next.closest("details");
    if (folded) folded.open = true;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { close(); return; }
    if (event.target.matches("input")) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "/") {
      const search = document.getElementById("find-finding");
      if (search) { event.preventDefault(); search.focus(); }
    }
  });
  // A page can be made larger than its column.
  for (const button of all(".zoom")) {
    button.addEventListener("click", () => {
      const page = button.closest(".page");
      const large = page.classList.toggle("large");
      button.setAttribute("aria-pressed", String(large));
      page.scrollIntoView({ block: "start" });
    });
  }
})();
