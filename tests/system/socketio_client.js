// One client of npm's socket.io-client, driven by lines of JSON: `node socketio_client.js URL OPTIONS`.
//   in    {"emit": event, "data": {...}, "ack": number or null}   {"close": true}
//   out   {"did": "connect" | "refused" | "disconnect" | "upgrade" | "event" | "ack", ...}
"use strict";
const readline = require("readline");
const { io } = require("socket.io-client");

const [url, options] = process.argv.slice(2);
const socket = io(url, { reconnection: false, forceNew: true, ...JSON.parse(options) });
const say = (did, rest) => process.stdout.write(JSON.stringify({ did, ...rest }) + "\n");

socket.io.on("open", () => {
  const engine = socket.io.engine;
  engine.once("upgrade", () => say("upgrade", { transport: engine.transport.name }));
});
socket.on("connect", () => say("connect", { id: socket.id }));
socket.on("connect_error", (error) => say("refused", { message: error.message }));
socket.on("disconnect", (reason) => say("disconnect", { reason }));
socket.onAny((event, ...args) => say("event", { event, args }));

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const command = JSON.parse(line);
  if (command.close) socket.disconnect();
  else if (command.ack === null) socket.emit(command.emit, command.data);
  else socket.emit(command.emit, command.data, (answer) => say("ack", { ack: command.ack, answer }));
}).on("close", () => process.exit(0));
