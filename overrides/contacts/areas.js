/**
 * "Where does the child live?": where contacts differ by area, the reader's own come first and the others are one tap
 * away. The choice is in the page's memory alone: no address, title, request or storage shows it. Without this script
 * every area's contacts are there.
 */
(() => {
  /** @typedef {{ block: HTMLElement, select: HTMLSelectElement, groups: HTMLElement[], others: HTMLDetailsElement }} Choice */

  /**
   * Put a choice of area at the top of a block of contacts.
   * @param {HTMLElement} block
   * @param {number} at which of the page's blocks it is
   * @param {readonly string[]} areas all of the page's, in the order of the folder
   * @returns {Choice}
   */
  function addChoice(block, at, areas) {
    const { areaQuestion = "", areaEvery = "" } = block.dataset;
    const label = document.createElement("label");
    const select = document.createElement("select");
    const paragraph = document.createElement("p");
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    select.id = `contacts-area-${at}`;
    select.autocomplete = "off";
    select.dataset.areaChoice = "";
    select.append(new Option(areaEvery, ""), ...areas.map((area) => new Option(area, area)));
    label.htmlFor = select.id;
    label.textContent = areaQuestion;
    paragraph.className = "ss-contacts__choice";
    paragraph.append(label, " ", select);
    details.className = "ss-contacts__others";
    details.append(summary);
    details.hidden = true;
    block.prepend(paragraph);
    block.append(details);
    const groups = /** @type {HTMLElement[]} */ ([...block.querySelectorAll(".ss-contacts__area")]);
    return { block, select, groups, others: details };
  }

  /**
   * Show the contacts of everyone and of one area, and put those of the others away. While no area is chosen all are
   * shown where there is room, and are one tap away on a phone.
   * @param {Choice} choice
   * @param {string} area
   */
  function show({ block, select, groups, others }, area) {
    const { areaEvery, areaOthers } = block.dataset;
    select.value = area;
    const away = groups.filter(
      (group) => group.dataset.area && group.dataset.area !== area && (area || narrow.matches),
    );
    const own = groups.filter((group) => !away.includes(group));
    own.sort((one, other) => Number(other.dataset.area === area) - Number(one.dataset.area === area));
    for (const group of own) block.insertBefore(group, others);
    others.append(...away);
    if (others.firstElementChild) others.firstElementChild.textContent = (area ? areaOthers : areaEvery) ?? "";
    others.open = false;
    others.hidden = away.length === 0;
  }

  const narrow = matchMedia("(max-width: 48em)");
  const blocks = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-contacts][data-area-question]")]);
  const areas = [...new Set(blocks.flatMap((block) => JSON.parse(block.dataset.contactAreas ?? "[]")))];
  const choices = blocks.map((block, at) => addChoice(block, at, areas));
  for (const choice of choices) show(choice, "");
  for (const { select } of choices) {
    select.addEventListener("change", () => {
      for (const choice of choices) show(choice, select.value);
    });
  }
})();
