/**
 * Stands in the head of a check's page: keeps what comes after question one from flashing up before the check starts.
 * From a disk the HTML is shown as it is: no browser starts a worker there.
 */
if (location.protocol !== "file:") document.documentElement.classList.add("check-scripted");
