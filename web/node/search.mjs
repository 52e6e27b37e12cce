// The files of search, from documents on standard input, as JSON: {name: text}.
import { createHash } from "node:crypto";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";

import "./suffix.mjs";

const { files } = await import("../core/searchfiles.ts");
const given = JSON.parse(await text(process.stdin));
const stamp = createHash("sha256").update(JSON.stringify(given)).digest("hex").slice(0, 12);
process.stdout.write(JSON.stringify(files(given, stamp, (text) => gzipSync(text).length)));
