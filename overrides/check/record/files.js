/** What the record's buttons hand over: text for the clipboard, files made in the page's memory, and the time of both. */
import { within } from "../within.js";

/** How long a clipboard may take to say whether it is allowed. */
const CLIPBOARD_MS = 2000;
/** Some browsers ask where to save first: until then the file has to be there. */
const KEEP_FILE_MS = 120_000;

/**
 * The visitor's own date and time with its offset from UTC.
 * @param {Date} now
 * @returns {string}
 */
export function localTime(now) {
  const two = (/** @type {number} */ number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const offset = -now.getTimezoneOffset();
  const date = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const sign = offset < 0 ? "-" : "+";
  return `${date}T${two(now.getHours())}:${two(now.getMinutes())}${sign}${two(offset / 60)}:${two(offset % 60)}`;
}

/**
 * Copy a text, or where the page may not, select it for the visitor to copy.
 * @param {string} text
 * @param {HTMLElement} shown the element that shows the text
 * @returns {Promise<boolean>} whether it is copied
 */
export async function copyText(text, shown) {
  if (navigator.clipboard) {
    try {
      await within(navigator.clipboard.writeText(text), CLIPBOARD_MS);
      return true;
    } catch {
      // A clipboard that is refused, or says nothing, leaves the text to be selected, below.
    }
  }
  shown.hidden = false;
  getSelection()?.selectAllChildren(shown);
  shown.focus();
  return document.execCommand("copy"); // deprecated, and all there is on plain http
}

/**
 * Hand a file to the visitor; it is made in the page's memory.
 * @param {string} name
 * @param {string} type
 * @param {BlobPart} content
 */
export function download(name, type, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEEP_FILE_MS);
}
