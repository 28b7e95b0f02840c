/* Everything works without this file. It adds: focus on the error summary, Print buttons, Show passphrase, the device's
   time zone for who just joined, a running cramp clock, and the offline page. */
(function () {
  "use strict";
  var d = document, clock = d.querySelector("[data-started]:not([data-frozen])");
  function ready(root) {
    var summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
    root.querySelectorAll("[data-print], [data-reveal]").forEach(function (button) { button.hidden = false; });
  }
  d.addEventListener("htmx:afterSettle", function (event) { ready(event.target); });
  d.addEventListener("click", function (event) {
    var button = event.target.closest("[data-print], [data-reveal]");
    if (!button) return;
    if (button.hasAttribute("data-print")) return window.print();
    var field = d.getElementById(button.dataset.reveal), show = field.type === "password";
    field.type = show ? "text" : "password";
    button.setAttribute("aria-pressed", String(show));
  });
  var zone = d.querySelector(".gate select[name=time_zone]"), own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && zone.value === "UTC" && zone.querySelector('[value="' + own + '"]')) zone.value = own;
  if (clock) setInterval(function () {
    var s = Math.max(0, Math.floor((Date.now() - new Date(clock.dataset.started)) / 1000)), h = Math.floor(s / 3600);
    var two = function (n) { return String(n).padStart(2, "0"); };
    clock.textContent = (h ? h + ":" : "") + two(Math.floor(s / 60) % 60) + ":" + two(s % 60);
    if (h && clock.dataset.escalate) location.replace(clock.dataset.escalate);
  }, 1000);
  ready(d);
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(function () {});
})();
