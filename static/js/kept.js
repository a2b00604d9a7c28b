// What waits in this browser until it is stored: sealed with a key that only a page of its owner
// has, so that whoever looks into the browser without signing in reads nothing. Where a browser
// keeps or seals nothing, typing goes on as ever.
const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));
const text = (data) => Array.from(data, (byte) => String.fromCharCode(byte)).join("");
const keyOf = (hex) => crypto.subtle.importKey("raw", bytes(hex), "AES-GCM", false, ["encrypt", "decrypt"]);
let last = 0;

export async function keep(name, key, value) {
  const mine = ++last;
  try {
    if (!value) return localStorage.removeItem(name);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(key), plain);
    if (mine === last) localStorage.setItem(name, btoa(text(iv) + text(new Uint8Array(sealed))));
  } catch { /* a browser that keeps nothing still saves */ }
}

export async function kept(name, key) {
  try {
    const data = Uint8Array.from(atob(localStorage.getItem(name)), (char) => char.charCodeAt(0));
    const algorithm = { name: "AES-GCM", iv: data.slice(0, 12) };
    const plain = await crypto.subtle.decrypt(algorithm, await keyOf(key), data.slice(12));
    return JSON.parse(new TextDecoder().decode(plain)) || {};
  } catch { return {}; }
}
