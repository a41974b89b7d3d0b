// Holds an AsyncAPI document against the published schema of its version, and its examples against its own schemas.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const Ajv = require("ajv").default;
const addFormats = require("ajv-formats").default;
const document = JSON.parse(readFileSync(process.argv[2], "utf8"));

const fail = (what, errors) => {
    console.error(what);
    for (const error of (errors ?? []).slice(0, 20)) console.error(`  ${error.instancePath || "/"} ${error.message}`);
    process.exit(1);
};
// The published schema brings the meta-schema along that it is written in, so it must not be there already.
const fresh = (options) => {
    const ajv = new Ajv({ strict: false, unicodeRegExp: false, logger: false, ...options });
    addFormats(ajv);
    return ajv;
};

const official = require(`@asyncapi/specs/schemas/${document.asyncapi}.json`);
const check = fresh({ meta: false, validateSchema: false }).compile(official);
if (!check(document)) fail(`no document of AsyncAPI ${document.asyncapi}`, check.errors);

// What the schema refuses must not depend on our being careful: some mistakes, each of which it has to notice.
const mistakes = [
    ["a version that does not exist", (one) => { one.asyncapi = "3.7.0"; }],
    ["no title", (one) => { delete one.info.title; }],
    ["an operation that neither sends nor receives", (one) => { Object.values(one.operations)[0].action = "sing"; }],
    ["a channel with an unknown member", (one) => { Object.values(one.channels)[0].colour = "red"; }],
];
for (const [what, spoil] of mistakes) {
    const spoilt = structuredClone(document);
    spoil(spoilt);
    if (check(spoilt)) fail(`${what} was taken`);
}

let examples = 0;
for (const [name, message] of Object.entries(document.components.messages)) {
    for (const part of ["payload", "headers"].filter((part) => message[part])) {
        const validate = fresh().compile({ allOf: [message[part]], components: document.components });
        for (const example of message.examples ?? []) {
            if (!validate(example[part])) fail(`the example of ${name} has other ${part} than it says`, validate.errors);
            examples += 1;
        }
    }
}
if (examples < 100) fail(`only ${examples} examples`);
console.log(`AsyncAPI ${document.asyncapi}: valid; ${examples} examples fit, ${mistakes.length} mistakes were noticed`);
