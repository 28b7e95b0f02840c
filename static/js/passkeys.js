/* Asks the browser for a passkey, by allauth's script. A form that needs one says so: data-passkey names what it is for.
   Passkeys work at https and at localhost; elsewhere data-passkey-none says that. */
(function () {
  "use strict";
  var d = document, isName = !/^[\d.]+$|^\[/.test(location.hostname);
  var ids = {data: "passkey-data", credential: "passkey-credential", passwordless: "id_passwordless"};
  ["login", "add", "authenticate"].forEach(function (name) { ids[name] = "passkey-go"; });
  function show(what) { d.querySelectorAll(what).forEach(function (part) { part.hidden = false; }); }
  if (!window.PublicKeyCredential || !isName) return show("[data-passkey-none]");
  d.querySelectorAll("[data-passkey]").forEach(function (part) {
    if (part.dataset.passkey) window.allauth.webauthn.forms[part.dataset.passkey]({ids: ids});
  });
  show("[data-passkey]");
  d.addEventListener("allauth.error", function (event) { // also when somebody has thought better of it
    event.preventDefault();
    show("[data-passkey-failed]");
  });
})();
