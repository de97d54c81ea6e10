// The tokenizers library (its Rust code, by the node package) over texts.
//
// usage: node tokens.mjs TOKENIZER.json NODE_MODULES < TEXTS.jsonl      needs the npm package tokenizers
//
// Prints one line with the version, then one line for each text in order: its ids, without those of the template.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [file, modules] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const { Tokenizer } = require("tokenizers");
const { version } = JSON.parse(readFileSync(`${modules}/tokenizers/package.json`));
process.stdout.write(JSON.stringify({ node: process.version, tokenizers: version }) + "\n");
const tokenizer = Tokenizer.fromFile(file);
for await (const line of createInterface({ input: process.stdin })) {
  const encoding = await tokenizer.encode(JSON.parse(line), null, { addSpecialTokens: false });
  process.stdout.write(JSON.stringify(encoding.getIds()) + "\n");
}
