// Holds what was recorded against npm's standardwebhooks. verify.mjs CASES
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));
const wrong = cases.filter(({ good, secret, headers, body }) => {
  try {
    new Webhook(secret).verify(body, headers);
    return !good;
  } catch {
    return good;
  }
});
for (const { what, good } of wrong) console.error(`${what}: ${good ? "refused" : "taken"}`);
console.log(`standardwebhooks (npm): ${cases.length - wrong.length} of ${cases.length} as they should be`);
process.exitCode = wrong.length ? 1 : 0;
