"use strict";
// What every page has: a word said at the bottom, and the token that requests carry.
const gouji = {
  token: document.querySelector("meta[name=gouji-token]").content,
  say(text) {
    const said = document.getElementById("said");
    said.textContent = text;
    clearTimeout(gouji.saying);
    gouji.saying = setTimeout(() => { said.textContent = ""; }, 4000);
  },
};
document.addEventListener("htmx:responseError", (event) => {
  gouji.say(`${event.detail.xhr.status} ${event.detail.xhr.statusText}`);
});
document.addEventListener("htmx:sendError", () => gouji.say("⚠"));
// "/" goes to the search field where a page has one.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, textarea, select")) return;
  const field = document.querySelector("input[type=search]");
  if (field) { event.preventDefault(); field.focus(); }
});
// A menu that is open closes with Escape.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const one of document.querySelectorAll("details.take[open]")) one.open = false;
});
