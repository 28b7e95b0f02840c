/* Everything works without this file. It adds: focus on the error summary, Show passphrase, Print, the device's time zone
   for who just joined and where it differs from the journal's, the ring of focus after arrow keys in WebKit, the ticking of
   the cramp clock, what is said when a tap gets no answer, and the offline page. */
(function () {
  "use strict";
  var d = document;
  var worker = d.currentScript.dataset.worker;
  d.cookie = "js=1;path=/;max-age=31536000;samesite=lax" + (location.protocol === "https:" ? ";secure" : "");
  function ready(root) {
    var summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
    root.querySelectorAll("[data-reveal],[data-print]").forEach(function (button) { button.hidden = false; });
  }
  function unanswered(event) { // what somebody tapped got no answer, or not one that the page can show
    var request = event.detail.requestConfig, flash = d.getElementById("flash");
    if (!flash || !event.detail.elt.matches("form,a,button")) return;
    var lost = request && request.verb === "get" ? "unread" : "unsent";
    var box = d.createElement("div"), text = d.createElement("p");
    text.textContent = flash.dataset[event.type === "htmx:responseError" ? "failed" : lost];
    box.className = "flash flash--bad";
    box.append(text);
    flash.replaceChildren(box);
    box.scrollIntoView({block: "nearest"});
  }
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach(function (name) { d.addEventListener(name, unanswered); });
  d.addEventListener("htmx:afterSettle", function (event) { ready(event.target); });
  d.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print();
    var button = event.target.closest("[data-reveal]");
    if (!button) return;
    var field = d.getElementById(button.dataset.reveal), show = field.type === "password";
    field.type = show ? "text" : "password";
    button.setAttribute("aria-pressed", String(show));
  });
  d.addEventListener("keydown", function () { d.documentElement.dataset.keys = ""; });
  d.addEventListener("pointerdown", function () { delete d.documentElement.dataset.keys; });
  var zone = d.querySelector(".gate select[name=time_zone]"), own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !zone.value && zone.querySelector('[value="' + own + '"]')) {
    zone.value = own;
    d.querySelectorAll("[data-found]").forEach(function (said) { said.hidden = false; });
  }
  var look = d.querySelector("form[data-here] [name=time_zone]");
  if (look) look.value = own || "";
  var bar = d.querySelector("form[data-zone]"), there = bar && bar.dataset.zone;
  function city(name) { return name.split("/").pop().replace(/_/g, " "); }
  function clockOf(name) { return new Date().toLocaleString("en-GB", {timeZone: name, dateStyle: "short", timeStyle: "short"}); }
  function notNow(value) { // what was put off on this device, or puts it off
    try { return value ? localStorage.setItem("zone", value) : localStorage.getItem("zone"); } catch (e) { return ""; }
  }
  if (bar && own && own !== there && clockOf(own) !== clockOf(there) && notNow() !== there + ">" + own) {
    bar.querySelector("[data-here]").textContent = city(own);
    bar.querySelector("[data-there]").textContent = city(there);
    bar.querySelector("[name=time_zone]").value = own;
    bar.hidden = false;
    bar.querySelector("[data-not-now]").addEventListener("click", function () {
      bar.hidden = true;
      notNow(there + ">" + own);
    });
  }
  var clock = d.querySelector("[data-clock]"), loaded = Date.now();
  function tick() { // counts on from what the server said, also after the phone was locked
    var passed = Math.floor((Date.now() - loaded) / 1000), anew = Number(clock.dataset.anew);
    clock.querySelectorAll("[data-unit]").forEach(function (part) {
      part.textContent = Math.floor((Number(clock.dataset.clock) + passed) / part.dataset.unit) % 60;
    });
    if (anew && passed >= anew) location.reload();
  }
  if (clock) setInterval(tick, 1000);
  d.addEventListener("submit", function (event) { // what the clock showed, for a tap that waits for a connection
    if (!clock || !event.submitter || event.submitter.name !== "do") return;
    var shown = d.createElement("input"), passed = Math.floor((Date.now() - loaded) / 1000);
    shown.type = "hidden";
    shown.name = "tapped";
    shown.value = clock.dataset.began + "+" + (Number(clock.dataset.clock) + passed);
    event.target.append(shown);
  });
  ready(d);
  if (worker && "serviceWorker" in navigator) navigator.serviceWorker.register(worker).catch(function () {});
})();
