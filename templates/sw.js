{% comment %}Keeps one page, its style sheet and icons for when there is no connection. It never answers with
old entries. What a form holds goes into that page alone, so that "Try again" sends it; none is kept.
{% endcomment %}"use strict";
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
function offline() { return caches.match(PAGE); }
function escaped(text) {
  return text.replace(/[&<>"']/g, function (sign) { return "&#" + sign.charCodeAt(0) + ";"; });
}
function mayWait(field) { return typeof field[1] === "string" && !/pass/i.test(field[0]); } // no file, no passphrase
async function offlineWith(request) {
  var fields = Array.from(await request.formData()), page = await offline();
  if (!fields.every(mayWait)) return page;
  var inputs = fields.map(function (field) {
    return '<input type="hidden" name="' + escaped(field[0]) + '" value="' + escaped(field[1]) + '">';
  }).join("");
  var text = (await page.text()).replace("hidden data-typed", "data-typed")
    .replace(/<a class="btn" href="">([^<]*)<\/a>/, function (link, label) {
      return '<form method="post" action="">' + inputs + '<button class="btn">' + label + "</button></form>";
    });
  var kept = ["content-type", "content-security-policy", "referrer-policy"].filter(function (name) {
    return page.headers.has(name);
  });
  return new Response(text, {headers: kept.map(function (name) { return [name, page.headers.get(name)]; })});
}
self.addEventListener("fetch", function (event) {
  var request = event.request;
  if (request.mode === "navigate") {
    var copy = request.method === "POST" ? request.clone() : null;
    event.respondWith(fetch(request).catch(function () {
      return copy ? offlineWith(copy).catch(offline) : offline();
    }));
  } else if (request.method === "GET" && FILES.indexOf(new URL(request.url).pathname) > 0) {
    event.respondWith(caches.match(request).then(function (kept) { return kept || fetch(request); }));
  }
});
