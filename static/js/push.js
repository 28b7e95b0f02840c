/* Messages on this device: asks the browser for an address of its push service and tells the server. The row stays
   hidden where the browser has none. */
(function () {
  "use strict";
  var row = document.querySelector("[data-push]");
  if (!row || !navigator.serviceWorker || !window.PushManager || !window.Notification) return;
  var form = row.querySelector("form"), said = row.querySelector("[data-push-said]"), plain = said.textContent;
  var on = row.querySelector("[data-push-on]"), off = row.querySelector("[data-push-off]");
  function show(subscription, text) {
    on.hidden = Boolean(subscription);
    off.hidden = !subscription;
    said.textContent = text || (subscription ? row.dataset.isOn : plain);
    row.hidden = false;
  }
  function tell(subscription, more) { // the server's answer: whether it took the address
    var body = new FormData(form), keys = subscription.toJSON().keys || {};
    Object.entries(Object.assign({endpoint: subscription.endpoint, p256dh: keys.p256dh, auth: keys.auth}, more))
      .forEach(function (pair) { body.set(pair[0], pair[1] || ""); });
    return fetch(form.action, {method: "POST", body: body}).then(function (answer) { return answer.ok; }, function () { return false; });
  }
  async function turnOn(manager) {
    if (await Notification.requestPermission() !== "granted") return show(null, row.dataset.denied);
    var made = await manager.subscribe({userVisibleOnly: true, applicationServerKey: row.dataset.push}).catch(function () { return null; });
    if (made && await tell(made)) return show(made);
    if (made) await made.unsubscribe();
    show(null, row.dataset.failed);
  }
  async function turnOff(manager) {
    var there = await manager.getSubscription();
    if (there) await Promise.all([tell(there, {do: "forget"}), there.unsubscribe()]);
    show(null);
  }
  navigator.serviceWorker.ready.then(async function (registration) {
    var manager = registration.pushManager;
    on.addEventListener("click", turnOn.bind(null, manager));
    off.addEventListener("click", turnOff.bind(null, manager));
    var there = await manager.getSubscription();
    if (there && !("isHere" in row.dataset)) { // of somebody who was signed in here before
      await there.unsubscribe();
      there = null;
    }
    show(there);
  });
})();
