// The page of the second phone: JsSIP, a SIP implementation that is not ours. Driven by second-phone.mjs.

import JsSIP from 'jssip';

const SILENT = document.createElement('audio');
SILENT.autoplay = true;

let agent;
const calls = [];

/** Registers; resolves with nothing, or rejects with the reason of the refusal. */
function register({ url, user, password, answers }) {
  agent = new JsSIP.UA({
    sockets: [new JsSIP.WebSocketInterface(url)],
    uri: `sip:${user}@pbx.test`,
    password,
    register: true,
    user_agent: 'second phone',
  });
  agent.on('newRTCSession', ({ session, originator, request }) => {
    const call = { session, states: [], headers: {}, from: null };
    calls.push(call);
    for (const state of ['progress', 'accepted', 'confirmed', 'hold', 'unhold']) {
      session.on(state, ({ originator: by }) => call.states.push(by ? `${state} by ${by}` : state));
    }
    for (const state of ['ended', 'failed']) {
      session.on(state, ({ cause, originator: by }) => call.states.push(`${state} by ${by}: ${cause}`));
    }
    if (originator === 'remote') {
      call.from = { name: request.from.display_name, number: request.from.uri.user };
      for (const name of Object.keys(request.headers)) call.headers[name] = request.getHeader(name);
      listen(session);
      if (answers) session.answer(options());
    }
  });
  return new Promise((resolve, reject) => {
    agent.on('registered', () => resolve());
    agent.on('registrationFailed', ({ cause }) => reject(new Error(cause)));
    agent.start();
  });
}

function dial(number) {
  listen(agent.call(`sip:${number}@pbx.test`, options()));
}

function options() {
  return {
    mediaConstraints: { audio: true, video: false },
    pcConfig: { iceServers: [], rtcpMuxPolicy: 'require' },
    rtcOfferConstraints: { offerToReceiveAudio: true, offerToReceiveVideo: false },
    sessionTimersExpires: 1800,
  };
}

function listen(session) {
  const attach = (connection) =>
    connection.addEventListener('track', ({ streams, track }) => {
      SILENT.srcObject = streams[0] ?? new MediaStream([track]);
    });
  if (session.connection) attach(session.connection);
  else session.on('peerconnection', ({ peerconnection }) => attach(peerconnection));
}

/** The call may be confirmed before its audio has found its way; a digit sent into it until then is heard by nobody. */
const audioIsUp = (connection) =>
  new Promise((resolve) => {
    const look = () => connection.connectionState === 'connected' && resolve();
    connection.addEventListener('connectionstatechange', look);
    look();
  });

const newest = () => {
  const call = calls.at(-1);
  if (!call) throw new Error('no call yet');
  return call.session;
};

/** What was heard so far: bytes of RTP, packets lost, and the energy of the sound (0 is silence). */
async function audio() {
  const heard = { bytes: 0, lost: 0, energy: 0, codec: null };
  const report = await newest().connection.getStats();
  for (const entry of report.values()) {
    if (entry.type !== 'inbound-rtp' || entry.kind !== 'audio') continue;
    heard.bytes += entry.bytesReceived;
    heard.lost += entry.packetsLost;
    heard.energy += entry.totalAudioEnergy ?? 0;
    heard.codec = report.get(entry.codecId)?.mimeType ?? null;
  }
  return heard;
}

window.phone = {
  register,
  dial,
  audio,
  answer: () => newest().answer(options()),
  hangUp: () => newest().terminate(),
  decline: () => newest().terminate({ status_code: 486 }),
  hold: () => new Promise((resolve) => newest().hold({}, resolve)),
  resume: () => new Promise((resolve) => newest().unhold({}, resolve)),
  keys: async (digits, type) => {
    await audioIsUp(newest().connection);
    // JsSIP hands the browser one key at a time by its own clock, and a key that is handed over too soon replaces the one before.
    newest().sendDTMF(digits, { transportType: type, duration: 100, interToneGap: 400 });
  },
  consult: (number) =>
    new Promise((resolve) =>
      newest().hold({}, () => {
        dial(number);
        resolve();
      }),
    ),
  // RFC 5589 section 7: the call before the newest is handed to the newest.
  join: () => calls.at(-2).session.refer(newest().remote_identity.uri, { replaces: newest() }),
  transfer: (number) => newest().refer(`sip:${number}@pbx.test`),
  unregister: () =>
    new Promise((resolve) => {
      agent.on('unregistered', () => resolve());
      agent.unregister();
    }),
  calls: () => calls.map(({ states, headers, from }) => ({ states: [...states], headers, from })),
};
