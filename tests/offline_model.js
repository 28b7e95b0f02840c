async function (first, runs) { // runs of random mishaps against a model of the server; Queue is the real one
  function dice(seed) { // mulberry32
    return function () {
      seed = seed + 0x6D2B79F5 | 0;
      var t = Math.imul(seed ^ seed >>> 15, 1 | seed);
      t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
      return ((t ^ t >>> 14) >>> 0) / 4294967296;
    };
  }
  var result = {runs: 0, lost: [], doubled: [], leaked: []};
  for (var seed = first; seed < first + runs; seed += 1) {
    var roll = dice(seed), server = {ada: [], ben: []}, saved = {ada: [], ben: []}, signedIn = "ada", online = true, n = 0;
    var pick = function (list) { return list[Math.floor(roll() * list.length)]; };
    var arrive = function (who, id) { if (server[who].indexOf(id) < 0) server[who].push(id); };
    var ask = async function () { return online ? {whose: signedIn} : null; };
    var post = async function (entry) { // as the server answers: for its own person alone, each id once
      await new Promise(function (done) { setTimeout(done, roll() < 0.1 ? 1 : 0); });
      if (!online || entry.whose !== signedIn) return {};
      if (roll() < 0.15) return {failed: true};
      arrive(signedIn, entry.id);
      return roll() < 0.2 ? {} : {saved: true};
    };
    for (var step = 0; step < 12; step += 1) {
      var act = pick(["save", "save", "save", "again", "online", "offline", "replay", "tabs", "person", "kill"]);
      if (!signedIn && (act === "save" || act === "again")) continue;
      if (act === "save" || act === "again") {
        var whose = signedIn, id = act === "again" && saved[whose].length ? pick(saved[whose]) : seed + "-" + (n += 1);
        if (saved[whose].indexOf(id) < 0) saved[whose].push(id);
        await Queue.put({id: id, whose: whose, url: "/", fields: [], opened: 0});
        if (online && roll() < 0.6) { // sent at once; the answer may be lost, or the browser killed before it came
          arrive(whose, id);
          if (roll() < 0.6) await Queue.remove(id);
        }
      } else if (act === "online" || act === "offline") online = act === "online";
      else if (act === "replay") await Queue.replay(ask, post);
      else if (act === "tabs") await Promise.all([Queue.replay(ask, post), Queue.replay(ask, post)]);
      else if (act === "person") signedIn = pick(["ada", "ben", ""]);
    }
    online = true;
    for (var who of ["ada", "ben"]) {
      signedIn = who;
      for (var entry of await Queue.all()) await Queue.change(entry.id, {tries: 0});
      for (var round = 0; round < 400 && (await Queue.all()).some(function (e) { return e.whose === who; }); round += 1) {
        for (entry of await Queue.all()) if (entry.tries) await Queue.change(entry.id, {tries: 0});
        await Queue.replay(ask, post);
      }
      saved[who].forEach(function (id) { if (server[who].indexOf(id) < 0) result.lost.push(id); });
      if (new Set(server[who]).size !== server[who].length) result.doubled.push(seed);
      server[who].forEach(function (id) { if (saved[who].indexOf(id) < 0) result.leaked.push(id); });
    }
    result.runs += 1;
  }
  return result;
}
