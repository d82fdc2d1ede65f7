// Has GitHub's own toolkit write workflow commands: `node write.mjs FOLDER` where FOLDER is that of
// `npm install @actions/core`. Reads [[name, properties, data], ...] as JSON, writes a line for each.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const home = join(process.argv[2], "node_modules/@actions/core/lib/command.js");
const { issueCommand } = await import(pathToFileURL(home).href);
for (const [name, properties, data] of JSON.parse(readFileSync(0, "utf8"))) {
  issueCommand(name, properties, data);
}
