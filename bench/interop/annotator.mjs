// Selects each passage of the Web Annotations in a page of its article, by @apache-annotator/dom: node annotator.mjs OUT
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const out = process.argv[2];
const wanted = JSON.parse(readFileSync(`${out}/wanted.json`, "utf-8"));
const items = JSON.parse(readFileSync(`${out}/w3c.jsonld`, "utf-8")).first.items;
const window = new JSDOM("").window;
for (const name of ["Node", "NodeFilter", "Range", "Text", "document"]) globalThis[name] = window[name];
const { createTextQuoteSelectorMatcher, createTextPositionSelectorMatcher } = await import("@apache-annotator/dom");

let at = 0, positions = 0;
for (const article of wanted) {
  const dom = new JSDOM("<!doctype html><body><pre></pre></body>");
  const scope = dom.window.document.querySelector("pre");
  scope.textContent = article.body;
  for (const mark of article.highlights) {
    const selectors = items[at++].target.selector;
    for (const selector of selectors) {
      const matcher = selector.type === "TextQuoteSelector"
        ? createTextQuoteSelectorMatcher(selector) : createTextPositionSelectorMatcher(selector);
      const found = [];
      for await (const range of matcher(scope)) found.push(range.toString());
      if (!found.length || found.some((text) => text !== mark.quote))
        throw new Error(`${JSON.stringify(selector)} selects ${JSON.stringify(found)}`);
      if (selector.type === "TextPositionSelector") positions++;
    }
  }
}
console.log(`${at} quote selectors and ${positions} position selectors select their passages`);
