// Reads the page as a browser does and puts the pieces of each passage together: node html.mjs OUT
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const out = process.argv[2];
const wanted = JSON.parse(readFileSync(`${out}/wanted.json`, "utf-8"));
let count = 0;
const bare = (text) => text.replace(/\s+/g, "");
wanted.forEach((article, number) => {
  const { document } = new JSDOM(readFileSync(`${out}/${number}-html.html`, "utf-8"), { runScripts: "dangerously" }).window;
  if (document.querySelector("script, iframe, img, link, [onerror], [onclick]")) throw new Error("something that acts");
  const pieces = new Map();
  for (const mark of document.querySelectorAll("mark[data-hl]"))
    for (const id of mark.dataset.hl.split(" ")) pieces.set(id, (pieces.get(id) ?? "") + mark.textContent);
  const found = [...pieces.values()].map(bare).sort();
  const quotes = article.highlights.map((mark) => bare(mark.quote)).sort();
  if (JSON.stringify(found) !== JSON.stringify(quotes)) throw new Error(`${JSON.stringify(found)} is not ${JSON.stringify(quotes)}`);
  count += quotes.length;
});
console.log(`${count} passages marked whole, nothing that acts`);
