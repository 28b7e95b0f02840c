/* Entries that wait on this phone until they are sent: kept in IndexedDB, in the order they were saved. Read by pages
   and by the service worker. An entry: {id, whose, url, fields: [[name, value]], opened, sending, tries, reason}; `whose`
   says who made it, `reason` why it was not taken ("" while it may be sent). The server takes an id once. */
var Queue = (function () {
  "use strict";
  var IN_FLIGHT_MS = 20000, MOST_TRIES = 5;
  function opened() {
    return new Promise(function (done, failed) {
      var asked = indexedDB.open("twinge", 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore("entries", {keyPath: "n", autoIncrement: true}).createIndex("id", "id", {unique: true});
      };
      asked.onsuccess = function () { done(asked.result); };
      asked.onerror = function () { failed(asked.error); };
    });
  }
  async function inStore(mode, work) { // work(store) may set result.value; done once all of it is on the disk
    var db = await opened(), result = {};
    try {
      await new Promise(function (done, failed) {
        var change = db.transaction("entries", mode, {durability: "strict"});
        change.oncomplete = done;
        change.onerror = change.onabort = function () { failed(change.error); };
        work(change.objectStore("entries"), result);
      });
    } finally {
      db.close();
    }
    return result.value;
  }
  function found(store, id, then) {
    var asked = store.index("id").get(id);
    asked.onsuccess = function () { then(asked.result); };
  }
  function all() {
    return inStore("readonly", function (store, result) {
      var asked = store.getAll();
      asked.onsuccess = function () { result.value = asked.result; };
    });
  }
  function put(entry) { // the same id again takes the place of what it had; gives why that was not taken
    return inStore("readwrite", function (store, result) {
      found(store, entry.id, function (there) {
        result.value = there ? there.reason : "";
        store.put(Object.assign({sending: 0, tries: 0, reason: ""}, entry, there ? {n: there.n} : {}));
      });
    });
  }
  function change(id, values) {
    return inStore("readwrite", function (store) {
      found(store, id, function (there) { if (there) store.put(Object.assign(there, values)); });
    });
  }
  function remove(id) {
    return inStore("readwrite", function (store) {
      found(store, id, function (there) { if (there) store.delete(there.n); });
    });
  }
  function locked(work) { // one tab at a time; without locks the server's taking an id once has to do
    return self.navigator.locks ? navigator.locks.request("twinge-queue", work) : work();
  }
  function isInFlight(entry) { return Math.abs(Date.now() - entry.sending) < IN_FLIGHT_MS; }
  /* Send what waits, oldest first. ask() gives {whose, csrf} of who is signed in, null without an answer; post(entry, who)
     gives {saved: true}, {refused: reason}, {failed: true} when the server broke at this entry, which does not hold up
     the others, or {} when it can take nothing now: then the rest waits, too. Gives how many were saved. */
  function replay(ask, post) {
    return locked(async function () {
      var waiting = (await all()).filter(function (entry) { return !entry.reason && !isInFlight(entry); }), saved = 0;
      var who = waiting.length ? await ask() : null;
      if (!who || !who.whose) return saved;
      for (var entry of waiting) {
        if (entry.whose !== who.whose || entry.tries >= MOST_TRIES) continue;
        var answer = await post(entry, who);
        if (answer.saved) saved += 1;
        if (answer.saved) await remove(entry.id);
        else if (answer.refused) await change(entry.id, {reason: answer.refused});
        else if (answer.failed) await change(entry.id, {tries: entry.tries + 1});
        else break;
      }
      return saved;
    });
  }
  return {all: all, put: put, change: change, remove: remove, replay: replay, MOST_TRIES: MOST_TRIES, IN_FLIGHT_MS: IN_FLIGHT_MS};
})();
