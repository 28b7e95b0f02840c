{% comment %}Keeps, for who is signed in, Today, the forms, the cramp page and the last week for when there is no
connection, and what is saved then (static/js/queue.js). Kept pages are one person's: another's take their place, and
signing out clears them. What other forms hold goes into the offline page alone, so that "Try again" sends it.
{% endcomment %}"use strict";
importScripts("{% static 'js/queue.js' %}", "{% static 'js/messages.js' %}");
var VERSION = "VERSION_OF_ALL", FILES_OF = "twinge-files-" + VERSION, PAGES_OF = "twinge-pages-" + VERSION + "-";
var OFFLINE = "{% url 'offline' %}", TODAY = "{% url 'today' %}", SIGN_IN = "{% url 'account_login' %}";
var SIGN_OUT = "{% url 'account_logout' %}", ICON = "{% static 'img/touch-192.png' %}";
var ALARMS = "{% url 'flags_at_once' %}", SHARE = "{% url 'import_share' %}", IMPORT = "{% url 'import_file' %}";
var FILES = [OFFLINE{% for file in files %}, "{{ file }}"{% endfor %}];
var LOGS = [{% for name in logs %}"{% url name %}"{% if not forloop.last %}, {% endif %}{% endfor %}];
var PAGES = { // where a page is kept: what is fetched for it
  "{% url 'cramp' %}": "{% url 'cramp_kept' %}"
};
[{% for name in pages %}"{% url name %}"{% if not forloop.last %}, {% endif %}{% endfor %}].forEach(function (path) {
  PAGES[path] = path;
});
LOGS.forEach(function (path) { PAGES[path] = path + "?kept=1"; });
PAGES[ALARMS] = ALARMS + "?kept=1";
var SHARED = "twinge-shared", SLOW_MS = 3000, LOST_MS = 15000, OLD_MS = 6 * 3600 * 1000;
function named(beginning) {
  return caches.keys().then(function (names) {
    return names.filter(function (name) { return name.indexOf(beginning) === 0; });
  });
}
function drop(names) { return Promise.all(names.map(function (name) { return caches.delete(name); })); }
self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(FILES_OF)
    .then(function (cache) { return cache.addAll(FILES); })
    .then(function () { return self.skipWaiting(); }));
});
self.addEventListener("activate", function (event) {
  event.waitUntil(named("twinge-").then(function (names) {
    return drop(names.filter(function (name) {
      return name !== FILES_OF && name.indexOf(PAGES_OF) && name !== SHARED;
    }));
  }).then(function () { return self.clients.claim(); }));
});
function within(time, answer) { // the answer, or null after so many ms
  return Promise.race([answer, new Promise(function (done) { setTimeout(done, time, null); })]);
}
function sameHeaders(response) {
  return Array.from(response.headers).filter(function (header) {
    return ["content-type", "content-security-policy", "referrer-policy", "twinge-whose"].indexOf(header[0]) >= 0;
  });
}
var left = 0; // how often somebody signed out: what was asked for before that is not kept after it
async function forget() {
  left += 1;
  await drop(await named(PAGES_OF));
}
async function keep(key, before, response) {
  var whose = response.headers.get("twinge-whose");
  if (!whose || !response.ok || response.redirected) return;
  await drop((await named(PAGES_OF)).filter(function (name) { return name !== PAGES_OF + whose; }));
  var text = (await response.text()).replace("<html ", '<html data-kept="' + Date.now() + '" ');
  var headers = sameHeaders(response).concat([["twinge-kept", String(Date.now())]]);
  if (before === left) await (await caches.open(PAGES_OF + whose)).put(key, new Response(text, {headers: headers}));
}
async function kept(url) { // the page of an address; a form or the cramp page answers whatever is asked of it
  var name = (await named(PAGES_OF))[0];
  if (!name) return undefined;
  var cache = await caches.open(name), path = url.pathname;
  var any = path === TODAY || LOGS.indexOf(path) >= 0 || path === "{% url 'cramp' %}";
  return await cache.match(path + url.search) || (any ? cache.match(path) : undefined);
}
async function warm(extra) { // fetch what is missing or old, one by one; forget days that are over
  var wanted = Object.assign({}, PAGES, Object.fromEntries(extra.map((path) => [path, path]))), name, cache;
  for (var key of Object.keys(wanted)) {
    name = (await named(PAGES_OF))[0], cache = name && await caches.open(name); // after other settings another one
    var there = cache && await cache.match(key);
    if (there && Date.now() - there.headers.get("twinge-kept") < OLD_MS) continue;
    await fetch(wanted[key], {cache: "no-store"}).then(keep.bind(null, key, left)).catch(function () {});
  }
  if (cache) for (var old of await cache.keys()) {
    var address = new URL(old.url);
    if (!wanted[address.pathname + address.search]) await cache.delete(old);
  }
}
self.addEventListener("message", function (event) {
  event.waitUntil(navigator.locks.request("twinge-keep", warm.bind(null, event.data.keep)));
});
async function seen(url, before, response) { // what a visit told
  var mayBeNobodys = url.pathname === SIGN_IN || url.pathname === TODAY;
  var nobody = mayBeNobodys && response.ok && !response.headers.get("twinge-whose");
  if (nobody) await forget();
  var key = url.search === "?open=1" ? TODAY : url.pathname + url.search, name = (await named(PAGES_OF))[0];
  if (PAGES[key] === key || (name && await (await caches.open(name)).match(key))) await keep(key, before, response);
}
async function page(event) {
  var url = new URL(event.request.url), there = await kept(url);
  var fresh = fetch(event.request), before = left;
  event.waitUntil(fresh.then(function (response) { return seen(url, before, response.clone()); })
    .catch(function () {}));
  if (!there) return fresh.catch(function () { return caches.match(OFFLINE); });
  if (url.search === "?open=1") return there;
  var answer = await within(SLOW_MS, fresh.catch(function () { return null; }));
  return answer && answer.status < 500 ? answer : there;
}
function leave(event) {
  var answer = fetch(event.request);
  event.waitUntil(answer.then(function (told) { return told.type === "opaqueredirect" && forget(); })
    .catch(function () {}));
  return answer.catch(offline);
}
function entryOf(url, fields) {
  var value = function (name) { return (fields.find(function (field) { return field[0] === name; }) || [])[1]; };
  if (LOGS.indexOf(url.pathname) < 0 || !value("opened") || !value("id") || !value("whose")) return null;
  var told = fields.filter(function (field) { return field[0] !== "csrfmiddlewaretoken"; });
  return {id: value("id"), whose: value("whose"), url: url.pathname, fields: told, opened: Number(value("opened"))};
}
async function save(request) { // kept before it is sent, so that nothing that happens meanwhile loses it
  var fields = Array.from(await request.clone().formData()), copy = request.clone();
  var entry = entryOf(new URL(request.url), fields);
  var why = entry && await Queue.put(Object.assign({sending: Date.now()}, entry)).catch(() => null); // of a mended one
  if (!entry || why === null) return fetch(request).catch(function () { return offlineWith(copy).catch(offline); });
  var answer = await within(LOST_MS, fetch(request).catch(function () { return null; }));
  if (!answer || answer.status >= 500 || answer.status === 429) {
    await Queue.change(entry.id, {sending: 0});
    return Response.redirect(TODAY, 303);
  }
  if (answer.type === "opaqueredirect" || (answer.headers.get("twinge-whose") && !why)) await Queue.remove(entry.id);
  else if (why) await Queue.change(entry.id, {sending: 0, reason: why});
  return answer;
}
async function shared(event) { // a file from another app waits for the page that reads it
  var form = await event.request.formData(), cache = await caches.open(SHARED), n = Date.now();
  var whose = ((await named(PAGES_OF))[0] || "").slice(PAGES_OF.length).split("-")[0];
  for (var file of form.getAll("files")) {
    var headers = {"file-name": encodeURIComponent(file.name), "twinge-whose": whose};
    await cache.put("/shared/" + (n += 1), new Response(file, {headers: headers}));
  }
  return Response.redirect(IMPORT + "?shared=1", 303);
}
function offline() { return caches.match(OFFLINE); }
function escaped(text) {
  return text.replace(/[&<>"']/g, function (sign) { return "&#" + sign.charCodeAt(0) + ";"; });
}
function mayWait(field) { return typeof field[1] === "string" && !/pass/i.test(field[0]); } // no file, no passphrase
async function offlineWith(request) {
  var fields = Array.from(await request.formData()), plain = await offline();
  if (!fields.every(mayWait)) return plain;
  var inputs = fields.map(function (field) {
    return '<input type="hidden" name="' + escaped(field[0]) + '" value="' + escaped(field[1]) + '">';
  }).join("");
  var text = (await plain.text()).replace("hidden data-typed", "data-typed")
    .replace(/<a class="btn" href="">([^<]*)<\/a>/, function (link, label) {
      return '<form method="post" action="">' + inputs + '<button class="btn">' + label + "</button></form>";
    });
  return new Response(text, {headers: sameHeaders(plain)});
}
self.addEventListener("fetch", function (event) {
  var request = event.request, path = new URL(request.url).pathname;
  if (request.mode === "navigate" && request.method === "POST") {
    event.respondWith(path === SHARE ? shared(event) : path === SIGN_OUT ? leave(event) : save(request));
  } else if (request.mode === "navigate") {
    event.respondWith(page(event));
  } else if (request.method === "GET" && FILES.indexOf(path) > 0) {
    event.respondWith(caches.match(request).then(function (file) { return file || fetch(request); }));
  } else if (request.method === "GET" && path === ALARMS) {
    event.respondWith(fetch(request).catch(function () { return kept(new URL(request.url)); }));
  }
});
