/* What a phone keeps: forms that wait for a connection, the line that says so, alarms that need none, files that
   another app shares. Read after queue.js; everything works without it while there is a connection. */
(function () {
  "use strict";
  var d = document, me = d.currentScript.dataset, keptAt = Number(d.documentElement.dataset.kept);
  var POST_MS = 20000, line = d.getElementById("waiting");
  function newId() {
    if (crypto.randomUUID) return crypto.randomUUID();
    return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, function (c) {
      return (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16);
    });
  }
  // Forms of new entries
  function isOfNewEntry(form) { return form.elements.namedItem("id") && (form.elements.namedItem("whose") || form.matches(".onetap")); }
  function forms() { return Array.from(d.forms).filter(isOfNewEntry); }
  function set(form, name, value) {
    var field = form.elements.namedItem(name);
    if (!field) {
      field = d.createElement("input");
      field.type = "hidden";
      field.name = name;
      form.append(field);
    }
    field.value = value;
  }
  function own(form, name) { return (form.elements.namedItem(name) || {}).value; }
  /* At each opening the form gets its time and, where it was shown before, an id of its own: a kept page's id would
     swallow the second entry. */
  function openForm(form, again) {
    set(form, "opened", Date.now());
    if (again) set(form, "id", newId());
    var date = form.elements.namedItem("date");
    if (keptAt && date && !new URLSearchParams(location.search).get("date")) date.value = form.dataset.date = dateHere(form);
  }
  function dateHere() { // the person's date: their zone, and a day that may begin after midnight
    var day = me.zone ? {timeZone: me.zone} : {};
    return new Date(Date.now() - 3600000 * (Number(me.dayStart) || 0)).toLocaleDateString("sv-SE", day);
  }
  function beforeSending(form) { // a form that was kept or waited says how long ago it was opened
    if (!keptAt && !form.dataset.mended) return;
    set(form, "sent", Date.now());
    if (form.dataset.date && own(form, "date") === form.dataset.date) form.elements.namedItem("date").disabled = true;
  }
  d.addEventListener("submit", function (event) {
    if (!isOfNewEntry(event.target)) return;
    event.target.dataset.sent = "yes";
    beforeSending(event.target);
  });
  window.addEventListener("pageshow", function (event) {
    forms().forEach(function (form) {
      var date = form.elements.namedItem("date");
      if (date) date.disabled = false;
      if (!form.dataset.mended) openForm(form, event.persisted || form.dataset.sent || keptAt);
    });
    sendAll();
  });
  d.addEventListener("visibilitychange", function () {
    if (d.hidden) return;
    forms().forEach(function (form) { if (!form.dataset.mended) set(form, "opened", Date.now()); });
    sendAll();
  });
  // A one-tap drink that got no answer
  d.addEventListener("htmx:sendError", async function (event) {
    var form = event.detail.elt.closest && event.detail.elt.closest(".onetap"), button = event.detail.requestConfig.triggeringEvent;
    var tapped = button && button.submitter;
    if (!form || !tapped || !me.whose) return;
    var fields = [["preset", tapped.value], ["id", own(form, "id")], ["whose", me.whose], ["opened", String(Date.now())]];
    var entry = {id: own(form, "id"), whose: me.whose, url: new URL(form.action).pathname, fields: fields, opened: Date.now()};
    var isKept = await Queue.put(entry).then(function () { return true; }, function () { return false; });
    if (!isKept) return; // no room, or none in a private window: the page says that there was no answer
    set(form, "id", newId());
    d.getElementById("flash").replaceChildren();
    say();
  });
  // Sending what waits
  async function ask() {
    var answer = await fetch(me.ask, {cache: "no-store", signal: AbortSignal.timeout(POST_MS)}).catch(function () {});
    return answer && answer.ok ? answer.json().catch(function () { return null; }) : null;
  }
  async function post(entry, who) {
    var body = new URLSearchParams(entry.fields);
    body.set("opened", entry.opened);
    body.set("sent", Date.now());
    var answer = await fetch(entry.url, {
      method: "POST", body: body, headers: {"Twinge-Queued": "1", "X-CSRFToken": who.csrf}, signal: AbortSignal.timeout(POST_MS)
    }).catch(function () {});
    if (!answer || [403, 409, 429].indexOf(answer.status) >= 0 || answer.status > 500) return {};
    if (answer.ok && !answer.headers.get("twinge-whose")) return {}; // of a network that asks to sign in first
    if (answer.status === 204) return {saved: true};
    return answer.status === 500 ? {failed: true} : {refused: reasonIn(await answer.text())};
  }
  function reasonIn(page) {
    var found = new DOMParser().parseFromString(page, "text/html").querySelectorAll("[data-error-summary] li");
    return Array.from(found, function (item) { return item.textContent.trim().replace(/\s+/g, " "); }).join(" ") || line.dataset.refused;
  }
  var timer;
  async function sendAll() {
    var entries = await say();
    if (!entries.length || navigator.onLine === false || !me.ask) return;
    var saved = await Queue.replay(ask, post);
    entries = await say();
    clearTimeout(timer);
    if (entries.some(function (entry) { return entry.sending; })) timer = setTimeout(sendAll, Queue.IN_FLIGHT_MS);
    if (saved && (location.pathname === me.today || location.pathname === me.waiting)) location.replace(location.pathname);
  }
  window.addEventListener("online", sendAll);
  async function say() { // "3 entries wait on this phone"
    var entries = await Queue.all().catch(function () { return []; });
    if (!line) return entries;
    var mine = me.whose ? entries.filter(function (entry) { return entry.whose === me.whose; }) : entries;
    var told = [counted("one", "many", mine.length)];
    if (mine.some(function (entry) { return entry.reason || entry.tries >= Queue.MOST_TRIES; })) told.push(line.dataset.some);
    if (mine.length && !me.whose) told.push(line.dataset.out);
    told.push(counted("other", "others", entries.length - mine.length));
    line.querySelector("[data-said]").textContent = told.filter(Boolean).join(" ");
    line.querySelector("a").hidden = !mine.length || !me.whose;
    line.classList.toggle("waiting--on", entries.length > 0);
    d.querySelectorAll("[data-if-waiting]").forEach(function (part) { part.hidden = !entries.length; });
    list(mine);
    return entries;
  }
  function counted(one, many, n) { return n ? line.dataset[n === 1 ? one : many].replace("%n", n) : ""; }
  // The page of what waits
  function list(mine) {
    var place = d.querySelector("[data-waiting-list]"), pattern = d.querySelector("template[data-entry]");
    if (!place || !pattern) return;
    place.replaceChildren.apply(place, mine.map(function (entry) {
      var item = pattern.content.cloneNode(true), titles = item.querySelector("[data-title]");
      titles.textContent = pattern.dataset["title" + entry.url.replace(/\W/g, "")] || "";
      item.querySelector("[data-when]").textContent = new Date(entry.opened).toLocaleString(d.documentElement.lang);
      item.querySelector("[data-reason]").textContent = entry.reason || (entry.tries >= Queue.MOST_TRIES ? line.dataset.failed : "");
      var mend = item.querySelector("[data-mend]");
      if (entry.url === pattern.dataset.quick) mend.remove();
      else mend.href = entry.url + "?waiting=" + entry.id;
      item.querySelector("[data-again]").addEventListener("click", function () {
        Queue.change(entry.id, {reason: "", tries: 0, sending: 0}).then(sendAll);
      });
      item.querySelector("[data-delete]").addEventListener("click", function () { Queue.remove(entry.id).then(say); });
      return item;
    }));
    d.querySelectorAll("[data-if-none]").forEach(function (part) { part.hidden = mine.length > 0; });
  }
  // A form that mends what was refused
  async function mend(id) {
    var entry = (await Queue.all()).find(function (one) { return one.id === id && one.whose === me.whose; });
    var form = forms()[0];
    if (!entry || !form) return;
    form.dataset.mended = "yes";
    Array.from(form.elements).forEach(function (field) {
      var values = entry.fields.filter(function (pair) { return pair[0] === field.name; }).map(function (pair) { return pair[1]; });
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.indexOf(field.value) >= 0;
      else if (values.length && ["csrfmiddlewaretoken", "shown"].indexOf(field.name) < 0) field.value = values[0];
    });
    set(form, "id", entry.id);
    set(form, "opened", entry.opened);
    line.querySelector("[data-said]").textContent = entry.reason;
    line.classList.add("waiting--on");
    form.dispatchEvent(new Event("change", {bubbles: true}));
  }
  var asked = new URLSearchParams(location.search);
  // Alarms that the answers open by themselves: which ones do was worked out by the server
  function holds(form, token) { // "signs=fever", "pain>=9", "lasted<15", "pain=" for none said, "!kind=cramp&lasted<10"
    if (token[0] === "!") return !token.slice(1).split("&").every(holds.bind(null, form));
    var parts = /^([a-z_]+)(>=|<|=)(.*)$/.exec(token), name = parts[1], wanted = parts[3];
    var values = new FormData(form).getAll(name).filter(Boolean);
    if (name === "lasted") values = values.concat(new FormData(form).getAll("lasted_other").filter(Boolean));
    if (parts[2] === ">=") return values.some(function (value) { return Number(value) >= Number(wanted); });
    if (parts[2] === "<") return values.some(function (value) { return Number(value) < Number(wanted); });
    if (!wanted) return !values.length;
    return values.some(function (value) { return value === wanted || (name === "place" && value.split("-")[0] === wanted); });
  }
  function alarms(form) {
    var open = Array.from(form.querySelectorAll("[data-when-answers]")).filter(function (flag) {
      return flag.dataset.whenAnswers.split("|").some(function (answers) {
        return answers.split(" ").every(holds.bind(null, form));
      });
    });
    var isNow = open.some(function (flag) { return flag.matches(".flag--now"); });
    form.querySelectorAll("[data-when-answers]").forEach(function (flag) {
      flag.hidden = open.indexOf(flag) < 0 || (isNow && !flag.matches(".flag--now"));
    });
  }
  d.addEventListener("change", function (event) { if (event.target.form) alarms(event.target.form); else if (event.target.matches("form")) alarms(event.target); });
  d.addEventListener("htmx:afterSettle", function (event) {
    if (event.target.form || event.target.closest("form")) alarms(event.target.closest("form"));
  });
  // A file that another app shared
  async function takeShared(said) { // the first that waits; the page takes one at a time
    var input = d.querySelector("input[type=file][name=file]"), cache = await caches.open("twinge-shared"), waiting = [];
    for (var key of await cache.keys()) {
      var file = await cache.match(key), whose = file.headers.get("twinge-whose");
      if (!whose || whose === me.whose) waiting.push([key, file]);
    }
    if (!input || input.files.length || !waiting.length) return;
    var first = waiting[0], files = new DataTransfer(), more = waiting.length - 1;
    files.items.add(new File([await first[1].blob()], decodeURIComponent(first[1].headers.get("file-name"))));
    input.files = files.files;
    await cache.delete(first[0]);
    said.textContent = said.dataset[more === 1 ? "one" : "many"].replace("%n", more);
    said.hidden = !more;
  }
  // What is kept: the page that was just opened from it is made anew; the rest is fetched when there is time
  function isUntouched() { return !d.body.dataset.touched; }
  d.addEventListener("pointerdown", function () { d.body.dataset.touched = "yes"; }, {once: true});
  if (asked.get("open") && keptAt) {
    fetch(me.today, {cache: "no-store"}).then(function (answer) {
      if (answer.ok && isUntouched()) location.replace(me.today);
    }).catch(function () {});
  }
  d.querySelectorAll("[data-if-kept]").forEach(function (part) {
    if (!keptAt || asked.get("open")) return;
    part.querySelector("time").textContent = new Date(keptAt).toLocaleString(d.documentElement.lang, {dateStyle: "medium", timeStyle: "short"});
    part.hidden = false;
  });
  if (asked.get("waiting")) mend(asked.get("waiting"));
  var shared = d.querySelector("[data-shared]");
  if (shared) takeShared(shared);
  if (me.whose && !keptAt && location.pathname === me.today && "serviceWorker" in navigator) {
    navigator.serviceWorker.ready.then(function (worker) {
      var links = Array.from(d.querySelectorAll("[data-keep], [data-keep] a"), function (link) { return link.getAttribute("href"); });
      worker.active.postMessage({keep: links.filter(Boolean)});
    });
  }
})();
