/**
 * Stands in the head of a check's page: keeps what comes after question one from flashing up before the check starts.
 * Hidden only until it is known whether the check runs: where its script doesn't parse, is refused, cut off,
 * taken out, throws or never comes, the whole written check shows. A script that comes late takes over from there.
 * From a disk the HTML is shown as it is: no browser starts a worker there.
 */

/** A page that comes so slowly shows what has come of its written check meanwhile. */
const LATE_MS = 4000;

if (location.protocol !== "file:") {
  const html = document.documentElement;
  const showUnlessStarted = () => {
    if (!document.querySelector("[data-check][data-started]")) html.classList.remove("check-scripted");
  };
  addEventListener("error", showUnlessStarted);
  addEventListener("load", showUnlessStarted);
  document.addEventListener("securitypolicyviolation", showUnlessStarted);
  // All of the page has been read by then, and the check's script has run if it ever does.
  document.addEventListener("readystatechange", showUnlessStarted);
  setTimeout(showUnlessStarted, LATE_MS);
  html.classList.add("check-scripted"); // last: nothing is hidden before all of that is set up
}
