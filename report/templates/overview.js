"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const at = (id) => document.getElementById(id);
  const rows = read("data");
  const body = document.querySelector("#list tbody");
  const heads = [...document.querySelectorAll("#list th")];
  // A row holds what stands under the heads, and then its link.
  const columns = heads.length, rate = columns - 2;
  const keys = rows.map((row) => row.slice(0, columns).join(" ").toLowerCase());
  const shown = document.querySelector(".shown");
  const PAGE = 100;
  const order = new Intl.Collator("zh-CN", { numeric: true });
  let sorted = 3, down = true, first = 0, fitting = [];

  const compare = (a, b) => {
    const [x, y] = [rows[a][sorted], rows[b][sorted]];
    if (x === null || y === null) return (x === null) - (y === null);
    const by = typeof x === "number" ? x - y : order.compare(x, y);
    return (down ? -by : by) || a - b;
  };

  // Only one page of rows is in the document, so that thousands stay quick.
  const line = (row) => {
    const tr = document.createElement("tr");
    row.slice(0, columns).forEach((value, i) => {
      if (heads[i].hidden) return;
      const cell = document.createElement(i ? "td" : "th");
      if (!i) cell.scope = "row";
      if (i >= 3 && i <= rate) cell.className = "n";
      if (i === 3) cell.classList.add(value ? "some" : "zero");
      if (i >= 3 && i <= rate) cell.dataset.name = heads[i].textContent;
      const text = value === null ? "—" : i === rate ? value.toFixed(1) + "%" : String(value);
      if (!i && row[columns]) {
        const link = document.createElement("a");
        link.href = row[columns];
        link.textContent = text;
        cell.append(link);
      } else cell.textContent = text;
      tr.append(cell);
    });
    return tr;
  };
  const draw = () => {
    body.replaceChildren(...fitting.slice(first, first + PAGE).map((i) => line(rows[i])));
    shown.textContent = shown.dataset.words
      .replace("{shown}", fitting.length).replace("{all}", rows.length);
    const last = Math.min(first + PAGE, fitting.length);
    at("at").textContent = fitting.length ? `${first + 1}–${last}` : "";
    at("back").disabled = first === 0;
    at("on").disabled = last >= fitting.length;
  };
  const choose = () => {
    const words = at("find").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const year = at("year").value, kind = at("kind").value, only = at("only").checked;
    fitting = rows.map((_, i) => i).filter((i) =>
      (!year || String(rows[i][1]) === year) && (!kind || rows[i][2] === kind) && (!only || rows[i][3] > 0)
      && words.every((w) => keys[i].includes(w))).sort(compare);
    first = 0;
    draw();
  };
  heads.forEach((head, i) => head.querySelector("button").addEventListener("click", () => {
    down = sorted === i ? !down : i >= 3 && i < rate;
    sorted = i;
    heads.forEach((h, j) => h.setAttribute("aria-sort",
      j !== i ? "none" : down ? "descending" : "ascending"));
    choose();
  }));
  at("find").addEventListener("input", choose);
  for (const id of ["year", "kind", "only"]) at(id).addEventListener("change", choose);
  at("back").addEventListener("click", () => { first -= PAGE; draw(); });
  at("on").addEventListener("click", () => { first += PAGE; draw(); });
  choose();

  const status = at("status");
  if (status) status.addEventListener("change", () => {
    for (const line of document.querySelectorAll("#lost tbody tr"))
      line.hidden = status.value !== "" && line.dataset.status !== status.value;
  });

  // Colours are given as names of the style sheet: "--ink".
  const coloured = () => {
    const style = getComputedStyle(document.documentElement);
    return JSON.parse(at("options").textContent, (_, value) =>
      typeof value === "string" && value.startsWith("--") ? style.getPropertyValue(value).trim() : value);
  };
  const options = coloured();
  const charts = [...document.querySelectorAll("[data-chart]")].map((place) => {
    place.style.height = place.dataset.height + "px";
    const chart = echarts.init(place, null, { renderer: "svg" });
    chart.setOption(options[place.dataset.chart]);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
      chart.setOption(coloured()[place.dataset.chart]));
    const field = at({ units: "find", years: "year" }[place.dataset.chart]);
    if (field) chart.on("click", (bar) => {
      field.value = bar.name;
      choose();
      at("reports").scrollIntoView();
    });
    return chart;
  });
  addEventListener("resize", () => charts.forEach((chart) => chart.resize()));
})();
