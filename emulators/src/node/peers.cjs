// Deletes people and faces from the emulators with the vendors' own Node SDKs, once for each way of signing and sending a request.
//
//   node peers.cjs JAVA EFFACE_JAR
//
// Exits with 0 if all responses are as the vendors document them.
"use strict";

const assert = require("node:assert/strict");
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const readline = require("node:readline");

const { AbstractClient } = require("tencentcloud-sdk-nodejs-common");
const { ROAClient } = require("@alicloud/pop-core");
const { default: OpenApiClient, Config, OpenApiRequest, Params } = require("@alicloud/openapi-client");
const { RuntimeOptions } = require("@alicloud/tea-util");

const FACES = ["31842550077981745", "23088737259260929"];
const TENCENT_WAYS = ["TC3-HMAC-SHA256", "HmacSHA256", "HmacSHA1"].flatMap((signMethod) =>
  ["POST", "GET"].map((reqMethod) => ({ signMethod, reqMethod })));
const GREEN_WAYS = ["pop-core HMAC-SHA1", "openapi-client ACS3-HMAC-SHA256", "openapi-client HMAC-SHA1"];

const [java, jar] = process.argv.slice(2);
if (!java || !jar) {
  console.error("usage: node peers.cjs JAVA EFFACE_JAR");
  process.exit(2);
}

/** Starts the emulators. Each has one person for each way, and the person "keep". Returns the URLs and keys of the emulators. */
async function start(folder) {
  const seed = path.join(folder, "seed.csv");
  const rows = [
    ...TENCENT_WAYS.map((way, i) => ["iai", `iai-${i}`]),
    ...GREEN_WAYS.map((way, i) => ["green", `green-${i}`]),
    ["iai", "keep"],
    ["green", "keep"],
  ].map(([library, person]) => `${library},${person},${FACES.join(";")}`);
  fs.writeFileSync(seed, ["library,person_id,face_ids", ...rows, ""].join("\n"));
  const child = spawn(java, ["-jar", jar, "emulate", "--seed", seed], { stdio: ["ignore", "pipe", "inherit"] });
  const vendors = {};
  for await (const line of readline.createInterface({ input: child.stdout })) {
    if (line === "ready") {
      return { child, vendors };
    }
    const [name, url, ...pairs] = line.split(" ");
    vendors[name] = { url, ...Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2))) };
  }
  throw new Error("the emulators ended before they were ready");
}

async function people(url) {
  const answer = await (await fetch(`${url}/__efface/people`)).json();
  return Object.fromEntries(answer.people.map((person) => [person.person_id, person.face_ids]));
}

function tencent(vendor, way, secretKey) {
  return new AbstractClient(new URL(vendor.url).host, "2020-03-03", {
    credential: { secretId: vendor["secret-id"], secretKey },
    region: "ap-guangzhou",
    profile: {
      signMethod: way.signMethod,
      httpProfile: { protocol: "http://", reqMethod: way.reqMethod, reqTimeout: 30 },
    },
  });
}

async function checkTencent(vendor, way, person) {
  const client = tencent(vendor, way, vendor["secret-key"]);
  const faces = await client.request("DeleteFace", { PersonId: person, FaceIds: [FACES[0]] });
  assert.deepEqual(faces.SucFaceIds, [FACES[0]]);
  const read = await client.request("GetPersonBaseInfo", { PersonId: person });
  assert.deepEqual(read.FaceIds, [FACES[1]]);
  const deleted = await client.request("DeletePerson", { PersonId: person });
  assert.match(deleted.RequestId, /./);
  await assert.rejects(client.request("DeletePerson", { PersonId: person }), {
    code: "InvalidParameterValue.PersonIdNotExist",
  });
  await assert.rejects(tencent(vendor, way, "wrong").request("DeletePerson", { PersonId: "keep" }), {
    code: "AuthFailure.SignatureFailure",
  });
}

/** Returns a function that calls an operation with the SDK of a way, and returns the body of the response. */
function green(vendor, way, accessKeySecret) {
  const accessKeyId = vendor["access-key-id"];
  if (way.startsWith("pop-core")) {
    const client = new ROAClient({ accessKeyId, accessKeySecret, endpoint: vendor.url, apiVersion: "2018-05-09" });
    const headers = { "Content-Type": "application/json" };
    return (action, pathname, body) => client.post(pathname, {}, JSON.stringify(body), headers, { timeout: 30000 });
  }
  const client = new OpenApiClient(new Config({
    accessKeyId,
    accessKeySecret,
    protocol: "HTTP",
    endpoint: new URL(vendor.url).host,
    signatureAlgorithm: way.endsWith("ACS3-HMAC-SHA256") ? "ACS3-HMAC-SHA256" : "v2",
  }));
  return async (action, pathname, body) => {
    const params = new Params({
      action,
      version: "2018-05-09",
      protocol: "HTTP",
      method: "POST",
      authType: "AK",
      style: "ROA",
      pathname,
      reqBodyType: "json",
      bodyType: "json",
    });
    return (await client.callApi(params, new OpenApiRequest({ body }), new RuntimeOptions({}))).body;
  };
}

async function checkGreen(vendor, way, person) {
  const call = green(vendor, way, vendor["access-key-secret"]);
  const faces = await call("DeleteFaces", "/green/sface/face/delete", { personId: person, faceIds: [FACES[0]] });
  assert.deepEqual([faces.code, faces.data.code, faces.data.deleteCount], [200, 200, 1]);
  const read = await call("GetPerson", "/green/sface/person", { personId: person });
  assert.deepEqual(read.data.faceIds.map(String), [FACES[1]]);
  const deleted = await call("DeletePerson", "/green/sface/person/delete", { personId: person });
  assert.deepEqual([deleted.code, deleted.data.code, deleted.data.deleteCount], [200, 200, 1]);
  await assert.rejects(
    green(vendor, way, "wrong")("DeletePerson", "/green/sface/person/delete", { personId: "keep" }),
    (error) => /SignatureDoesNotMatch/.test(error.code));
}

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "efface-peers-"));
  const { child, vendors } = await start(folder);
  let failures = 0;
  const check = async (name, work) => {
    try {
      await work();
      console.log(`ok   ${name}`);
    } catch (error) {
      failures++;
      console.log(`FAIL ${name}: ${error.code ?? ""} ${error.message}`);
    }
  };
  try {
    for (const [i, way] of TENCENT_WAYS.entries()) {
      await check(`tencentcloud-sdk-nodejs-common ${way.signMethod} ${way.reqMethod}`,
        () => checkTencent(vendors.iai, way, `iai-${i}`));
    }
    for (const [i, way] of GREEN_WAYS.entries()) {
      await check(`@alicloud/${way}`, () => checkGreen(vendors.green, way, `green-${i}`));
    }
    await check("the emulators contain only the person that was not deleted", async () => {
      assert.deepEqual(await people(vendors.iai.url), { keep: FACES });
      assert.deepEqual(await people(vendors.green.url), { keep: FACES });
    });
  } finally {
    child.kill();
    fs.rmSync(folder, { recursive: true });
  }
  return failures;
}

main().then(
  (failures) => process.exit(failures === 0 ? 0 : 1),
  (error) => {
    console.error(error);
    process.exit(1);
  });
