// Says on the page that a passkey did not work, beside the button that was used.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const told = document.querySelector("[data-passkey-failed]");
  const button = document.querySelector("#passkey_login, #mfa_webauthn_authenticate, #mfa_webauthn_add, #mfa_webauthn_reauthenticate");
  if (!told) return;
  button?.parentElement?.after(told);
  told.hidden = false;
});
