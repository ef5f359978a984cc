// make docs: README.md, the other pages of the root and docs/ as a static site in target/docs. A dead link or anchor fails the build.
import fs from "node:fs";
import path from "node:path";

const OUT = "target/docs";
const PAGES = fs
  .readdirSync(".")
  .filter((name) => name.endsWith(".md"))
  .sort();
const TITLES = fs
  .readdirSync("docs")
  .filter((name) => name.endsWith(".md"))
  .sort();

/** The anchor of a heading, as GitHub makes it. */
function slug(text) {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
}

function html(page) {
  return page.replace(/README\.md$/, "index.html").replace(/\.md$/, ".html");
}

/** Links between pages are those of the repository; the site has HTML in their place. */
function target(href) {
  if (/^[a-z]+:|^#/.test(href)) {
    return href;
  }
  const [file, anchor] = href.split("#");
  const renamed = file.replace(/README\.md$/, "index.html").replace(/\.md$/, ".html");
  return anchor === undefined ? renamed : `${renamed}#${anchor}`;
}

function layout(content, page) {
  const depth = page.split("/").length - 1;
  const up = "../".repeat(depth);
  const title = (content.match(/<h1[^>]*>(.*?)<\/h1>/s)?.[1] ?? "Loupe").replace(/<[^>]+>/g, "");
  const nav = ["README.md", ...TITLES.map((name) => `docs/${name}`), ...PAGES.filter((name) => name !== "README.md")]
    .map((name) => `<a href="${up}${html(name)}">${path.basename(name, ".md")}</a>`)
    .join("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${up}style.css">
</head>
<body>
<nav aria-label="Pages">
${nav}
</nav>
<main>
${content}
</main>
</body>
</html>
`;
}

function files(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? files(path.join(folder, entry.name)) : [path.join(folder, entry.name)]));
}

/** Copies the files that pages link to, and lists what leads nowhere. */
function follow(page) {
  const text = fs.readFileSync(page, "utf8");
  const dead = [];
  for (const [, link] of text.matchAll(/(?:href|src)="([^"]+)"/g)) {
    if (/^[a-z]+:/.test(link)) {
      continue;
    }
    const [file, anchor] = decodeURI(link).split("#");
    const to = file === "" ? page : path.join(path.dirname(page), file);
    const source = path.relative(OUT, to);
    if (!fs.existsSync(to) && fs.existsSync(source)) {
      fs.cpSync(source, to, { recursive: true });
    }
    const leads = fs.existsSync(to) && !source.startsWith("..");
    if (!leads || (anchor && to.endsWith(".html") && !fs.readFileSync(to, "utf8").includes(`id="${anchor}"`))) {
      dead.push(`${page}: ${link}`);
    }
  }
  return dead;
}

export default function (config) {
  config.setUseGitIgnore(false);
  config.amendLibrary("md", (md) => {
    md.core.ruler.push("anchors", (state) => {
      const used = new Map();
      state.tokens.forEach((token, i) => {
        if (token.type === "heading_open") {
          const id = slug(state.tokens[i + 1].children.map((child) => child.content).join(""));
          const times = used.get(id) ?? 0;
          used.set(id, times + 1);
          token.attrSet("id", times === 0 ? id : `${id}-${times}`);
        }
        (token.children ?? [])
          .filter((child) => child.type === "link_open")
          .forEach((child) => child.attrSet("href", target(child.attrGet("href"))));
      });
    });
  });
  config.addGlobalData("permalink", () => (data) => html(data.page.inputPath.replace(/^\.\//, "")));
  config.addTransform("layout", function (content) {
    return layout(content, path.relative(OUT, this.page.outputPath));
  });
  config.on("eleventy.after", () => {
    fs.copyFileSync("src/make/docs/style.css", path.join(OUT, "style.css"));
    const dead = files(OUT)
      .filter((file) => file.endsWith(".html") && fs.existsSync(path.relative(OUT, file).replace(/index\.html$/, "README.md").replace(/\.html$/, ".md")))
      .flatMap(follow);
    if (dead.length > 0) {
      throw new Error(`links that lead nowhere:\n${dead.join("\n")}`);
    }
  });
  for (const folder of ["**/node_modules", "src", "target", "dist", "res", "recordings", "providers", "packaging", "conformance-reports/latest", ".github"]) {
    config.ignores.add(`${folder}/**`);
  }
  return { dir: { input: ".", output: OUT }, templateFormats: ["md"], markdownTemplateEngine: false };
}
