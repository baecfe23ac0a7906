// A room server on `ws`, as one would write it: whoever connects is in the room, and what one says everybody hears, encoded once.
// Keeps nothing, asks for no token. Prints its port.
import {randomUUID} from 'node:crypto';
import {WebSocketServer, WebSocket} from 'ws';

const calendar = randomUUID();
const user = randomUUID();
let seq = 0;

const server = new WebSocketServer({host: '127.0.0.1', port: 0, path: '/ws', perMessageDeflate: false, backlog: 1024});

function broadcast(frame) {
    const text = Buffer.from(JSON.stringify(frame));
    for (const client of server.clients) {
        if (client.readyState === WebSocket.OPEN)
            client.send(text, {binary: false});
    }
}

server.on('connection', socket => {
    socket.on('error', error => console.error(error));
    socket.on('message', data => {
        const {event, id, data: {message}} = JSON.parse(data);
        seq += 1;
        broadcast({event, data: {id: randomUUID(), message, user_id: user, username: 'ann'}, calendar_id: calendar, seq,
                   at: new Date().toISOString(), by: 'ann'});
        socket.send(JSON.stringify({event, id, ok: true, data: {message: 'Sent.', seq}}));
    });
});

server.on('listening', () => console.log(server.address().port));
