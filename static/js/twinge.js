/* Everything works without this file. It adds: focus on the error summary, Show passphrase, Print, the device's time zone
   for who just joined, the ticking of the cramp clock, and the offline page. */
(function () {
  "use strict";
  var d = document;
  var worker = d.currentScript.dataset.worker;
  function ready(root) {
    var summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
    root.querySelectorAll("[data-reveal],[data-print]").forEach(function (button) { button.hidden = false; });
  }
  d.addEventListener("htmx:afterSettle", function (event) { ready(event.target); });
  d.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print();
    var button = event.target.closest("[data-reveal]");
    if (!button) return;
    var field = d.getElementById(button.dataset.reveal), show = field.type === "password";
    field.type = show ? "text" : "password";
    button.setAttribute("aria-pressed", String(show));
  });
  var zone = d.querySelector(".gate select[name=time_zone]"), own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && zone.value === "UTC" && zone.querySelector('[value="' + own + '"]')) zone.value = own;
  var clock = d.querySelector("[data-clock]"), loaded = Date.now();
  function tick() { // counts on from what the server said, also after the phone was locked
    var passed = Math.floor((Date.now() - loaded) / 1000), anew = Number(clock.dataset.anew);
    clock.querySelectorAll("[data-unit]").forEach(function (part) {
      part.textContent = Math.floor((Number(clock.dataset.clock) + passed) / part.dataset.unit) % 60;
    });
    if (anew && passed >= anew) location.reload();
  }
  if (clock) setInterval(tick, 1000);
  ready(d);
  if (worker && "serviceWorker" in navigator) navigator.serviceWorker.register(worker).catch(function () {});
})();
