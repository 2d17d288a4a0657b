"use strict";
// Files and folders that are dropped or picked are sent, then what becomes of each is told.
(() => {
  const by = (id) => document.getElementById(id);
  const form = by("bring"), drop = by("drop");

  const send = (files) => {
    if (!files.length) return;
    const data = new FormData();
    for (const { file, path } of files) { data.append("paths", path); data.append("files", file, file.name); }
    const request = new XMLHttpRequest(), bar = by("sent");
    bar.hidden = false;
    request.upload.onprogress = (event) => { if (event.lengthComputable) { bar.max = event.total; bar.value = event.loaded; } };
    request.onload = () => {
      if (request.status === 200) location.href = `/bring/${JSON.parse(request.responseText).job}`;
      else failed(request.status);
    };
    request.onerror = () => failed(request.status);
    request.open("POST", "/bring");
    request.setRequestHeader("X-Gouji-Token", gouji.token);
    request.setRequestHeader("X-Gouji-Script", "1");
    gouji.say(form.dataset.sending);
    request.send(data);
  };
  const failed = (status) => { by("sent").hidden = true; gouji.say(form.dataset.failed + status); };

  // A folder that is dropped is walked through.
  const walk = async (entry, into, under = "") => {
    if (entry.isFile) into.push({ file: await new Promise((yes, no) => entry.file(yes, no)), path: under + entry.name });
    else {
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((yes, no) => reader.readEntries(yes, no));
        if (!some.length) break;
        for (const one of some) await walk(one, into, `${under}${entry.name}/`);
      }
    }
  };
  const plain = (list) => [...list].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  if (form) {
    for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", async (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
      const files = [];
      for (const entry of entries) await walk(entry, files);
      send(files.length ? files : plain(event.dataTransfer.files));
    });
    for (const id of ["files", "folder"]) by(id).addEventListener("change", (event) => send(plain(event.target.files)));
  }

  const job = by("job");
  if (!job || !job.dataset.job) return;
  const cell = (text, name) => { const td = document.createElement("td"); td.textContent = text; if (name) td.className = name; return td; };
  const source = new EventSource(`/bring/${job.dataset.job}/events`);
  source.addEventListener("file", (event) => {
    const told = JSON.parse(event.data), row = document.createElement("tr"), link = document.createElement("td");
    if (told.report) {
      const a = document.createElement("a");
      a.href = `/report/${told.report}`; a.textContent = job.dataset.open; a.className = "button";
      link.append(a);
    }
    row.append(cell(told.name), cell(told.status, told.good ? "nowrap good" : "nowrap bad"), cell(told.words), link);
    by("told").append(row);
    by("read").max = Math.max(1, told.total); by("read").value = told.done;
    by("count").textContent = `${told.done} / ${told.total}`;
  });
  source.addEventListener("end", (event) => {
    source.close();
    const end = JSON.parse(event.data);
    by("read").value = by("read").max;
    by("end").replaceChildren(...end.words.map((words) => { const p = document.createElement("p"); p.textContent = words; return p; }));
    for (const one of document.querySelectorAll("form[action*='/stop']")) one.remove();
  });
})();
