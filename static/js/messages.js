/* Messages that the service worker shows: {title, url, tag}; nothing of health stands in them. ICON is the worker's. */
self.addEventListener("push", function (event) {
  "use strict";
  var said = event.data.json(), look = {tag: said.tag, data: said.url, icon: self.ICON};
  event.waitUntil(self.registration.showNotification(said.title, look));
});
self.addEventListener("notificationclick", function (event) {
  "use strict";
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data));
});
