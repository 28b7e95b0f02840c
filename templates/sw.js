{% comment %}Keeps one page, its style sheet and icons for when there is no connection.
It never answers with old entries.{% endcomment %}"use strict";
var KEPT = "twinge-offline-1";
var PAGE = "{% url 'offline' %}";
var FILES = [PAGE, "{% static 'css/twinge.css' %}", "{% static 'img/icons.svg' %}"];
self.addEventListener("install", function (event) {
  event.waitUntil(
    caches.open(KEPT)
      .then(function (cache) { return cache.addAll(FILES); })
      .then(function () { return self.skipWaiting(); })
  );
});
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });
self.addEventListener("fetch", function (event) {
  if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(function () { return caches.match(PAGE); }));
  } else if (event.request.method === "GET" && FILES.indexOf(new URL(event.request.url).pathname) > 0) {
    event.respondWith(caches.match(event.request).then(function (kept) { return kept || fetch(event.request); }));
  }
});
