// Opens HTML pages in Chromium at two widths, in light and dark, and prints them to PDF. Fails if a page contains a script, requests
// anything, is wider than the screen, violates its policy, or if axe finds a problem.
//   node pages.mjs CHROMIUM PROFILE_DIRECTORY PICTURE_DIRECTORY PAGE...
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [chromium, profile, pictures, ...pages] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const widths = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const problems = [];

const browser = await puppeteer.launch({
  executablePath: chromium,
  userDataDir: profile,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
try {
  for (const file of pages) {
    for (const [width, viewport] of Object.entries(widths)) {
      for (const scheme of ["light", "dark"]) {
        await check(file, width, viewport, scheme);
      }
    }
    await print(file);
  }
} finally {
  await browser.close();
}
for (const problem of problems) {
  console.error(`pages: ${problem}`);
}
process.exit(problems.length === 0 ? 0 : 1);

async function open(file, where, viewport, scheme) {
  const page = await browser.newPage();
  const url = pathToFileURL(resolve(file)).href;
  page.on("request", (request) => {
    if (request.url() !== url) {
      problems.push(`${where} requests something`);
    }
  });
  page.on("console", (message) => problems.push(`${where}: ${message.text()}`));
  await page.setViewport(viewport);
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(url, { waitUntil: "load" });
  return page;
}

async function check(file, width, viewport, scheme) {
  const name = basename(file, ".html");
  const where = `${name}, ${width}, ${scheme}`;
  const page = await open(file, where, viewport, scheme);
  const facts = await page.evaluate(() => ({
    scripts: document.scripts.length,
    overflow: document.documentElement.scrollWidth - window.innerWidth,
    background: getComputedStyle(document.body).backgroundColor,
  }));
  if (facts.scripts !== 0) {
    problems.push(`${where} contains a script`);
  }
  if (facts.overflow > 0) {
    problems.push(`${where} is ${facts.overflow} pixels wider than the screen`);
  }
  if ((scheme === "dark") !== facts.background.startsWith("rgb(17,")) {
    problems.push(`${where} has the background ${facts.background}`);
  }
  await page.screenshot({ path: join(pictures, `${name}-${width}-${scheme}.png`), fullPage: true });
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document));
  for (const violation of result.violations) {
    problems.push(`${where}: axe ${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
  }
  if (result.passes.length < 10) {
    problems.push(`${where}: axe has checked almost nothing`);
  }
  await page.close();
}

async function print(file) {
  const name = basename(file, ".html");
  const page = await open(file, `${name}, printed`, widths.desktop, "dark");
  const pdf = await page.pdf({ format: "A4", printBackground: true, preferCSSPageSize: true });
  await writeFile(join(pictures, `${name}.pdf`), pdf);
  if (!Buffer.from(pdf).toString("latin1").startsWith("%PDF-")) {
    problems.push(`${name} is not printed as PDF`);
  }
  await page.close();
  console.log(`${name}: ${pdf.length} bytes as PDF`);
}
