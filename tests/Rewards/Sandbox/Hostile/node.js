// tries: from node: the host's files, the network, other processes, its init's memory, native bindings
// contained: each fails
// layer: the same walls, for another interpreter
// limits: wall=10
const fs = require("fs"), net = require("net"), { spawnSync } = require("child_process");
const attempt = (what, action) => {
  let result;
  try {
    result = action();
  } catch (error) {
    console.log("refused:", what, error.code);
    return;
  }
  if (result !== undefined) console.log("ESCAPED:", what, String(result).slice(0, 100));
};
for (const path of ["/etc/shadow", "/root", "/home", "/proc/1/environ", "/proc/1/mem", "/proc/kcore"]) attempt(path, () => fs.readFileSync(path));
for (const path of ["/usr/left", "/etc/left", "/left", "/dev/left"]) attempt(path, () => fs.writeFileSync(path, "x") ?? "written");
for (const pid of [1, -1]) attempt("signal", () => { process.kill(pid, "SIGINT"); });
attempt("uid", () => { process.setuid(0); return "root"; });
attempt("unshare", () => spawnSync("unshare", ["-r", "true"]).status === 0 ? "a user namespace" : undefined);
for (const name of Object.keys(process.env)) if (!["PATH", "HOME", "LANG", "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE"].includes(name)) console.log("ESCAPED: variable", name);
const socket = net.connect({ host: "127.0.0.1", port: Number(process.argv[2]) });
socket.on("connect", () => { console.log("ESCAPED: connected"); process.exit(0); });
socket.on("error", () => { console.log("CONTAINED"); process.exit(0); });
