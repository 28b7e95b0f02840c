/* Everything works without this file. It adds: focus on the error summary, Show passphrase, Print, the device's time zone for
   who just joined, and the offline page. */
(function () {
  "use strict";
  var d = document;
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
  ready(d);
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(function () {});
})();
