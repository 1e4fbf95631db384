// Asks the search as a page would: the index and a file of queries are given, what each query finds is printed as JSON.
import { readFileSync } from "node:fs";
import { Index } from "../../overrides/search/rank.js";

const [source, queries] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf-8")));
const index = new Index(source, true);
const addresses = (pages) => pages.map(({ page }) => page.location.split("#")[0]);
const answers = queries.map((query) => {
  const { pages, partnership } = index.find(query);
  return { pages: addresses(pages), partnership: addresses(partnership) };
});
process.stdout.write(JSON.stringify(answers));
