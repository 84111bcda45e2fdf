// A clean-room stand-in for Salesforce's `opencti.js` (Lightning, API 66.0), for the demo and for tests in a browser.
// It was written from a description of the library's observable behaviour and shares no line with it.
//
// One deliberate difference: it also accepts a Salesforce page on a loopback name (localhost, 127.0.0.1, [::1]),
// because the demo is served from there. Everything else is as strict, and as odd, as the original.
(function () {
  'use strict';

  const API_VERSION = 66;
  const INIT_FAILED = 'Failed to initialize Open CTI. Ensure that it is loaded from the right frame with correct URL parameters';
  const ONE_OBJECT = 'Must pass in only one object which holds arguments to this API method call.';
  const HOST_SUFFIXES = [
    'force.com', 'visualforce.com', 'my-visualforce.com', 'my-lightning.com', 'salesforce.com', 'my-salesforce.com',
    'salesforce.mil', 'salesforce.ms', 'crmforce.mil', 'crmforce.ms', 'sfcrmproducts.cn', 'sfcrmapps.cn',
    'tab-shanghai-dev.com', 'tab-shanghai-test.com',
  ];
  const ORIGIN = new RegExp(
    '^https?://(?:(?:[\\w-]+\\.)+(?:' + HOST_SUFFIXES.map((s) => s.replace(/\./g, '\\.')).join('|') + ')' +
    '|(?:[\\w-]+\\.)+lightning\\.force-com\\.[\\w-]+\\.(?:crm\\.dev|w\\.crm\\.dev)' +
    '|localhost|127\\.0\\.0\\.1|\\[::1\\])(?::\\d+)?$');

  // The origin of the page around us; undefined while, or if, initialisation has not succeeded.
  let origin;
  let nextCall = 0;
  const callbacks = {};
  const listeners = {};
  // Tokens of the message service by channel.
  const subscriptions = {};

  // Reads the query string as the library does: a value ends at a second `=`, an empty one is null, a repeated key
  // becomes a list, and `+` stays `+`.
  function query(search) {
    const out = {};
    for (const pair of search.replace(/^\?/, '').split('&')) {
      const [rawKey, rawValue] = pair.split('=');
      const key = decodeURIComponent(rawKey);
      const value = rawValue ? decodeURIComponent(rawValue) : null;
      if (Object.prototype.hasOwnProperty.call(out, key)) {
        out[key] = [].concat(out[key], value);
      } else {
        out[key] = value;
      }
    }
    return out;
  }

  function initialize() {
    const params = query(location.search);
    const candidate = params.sfdcIframeOrigin;
    const accepted = candidate && params.mode && typeof candidate === 'string' && ORIGIN.test(candidate) &&
      candidate.startsWith(location.protocol);
    if (!accepted) {
      // A string, not an Error.
      throw INIT_FAILED;
    }
    origin = candidate;
    window.addEventListener('message', receive, false);
  }

  function receive(event) {
    const message = event.data;
    if (!message || message.apiVersion !== API_VERSION || message.apiType !== 'opencti' || event.origin !== origin) {
      return;
    }
    if (message.shouldExecuteCallback === true) {
      const key = message.methodName + '_' + message.callId;
      const callback = callbacks[key];
      if (callback) {
        callback(message.response);
        // Only now: a callback that throws stays registered.
        delete callbacks[key];
      }
    }
    if (message.shouldExecuteListener === true) {
      const registered = listeners[message.methodName + (message.eventName || '')] || [];
      registered.forEach((listener) => listener(message.response));
    }
  }

  function post(methodName, args, callback, listens) {
    const callId = nextCall++;
    if (callback) {
      callbacks[methodName + '_' + callId] = callback;
    }
    if (origin === undefined) {
      // The call returns as if all were well, and nobody ever hears of it.
      return;
    }
    parent.postMessage({
      methodName,
      callId,
      apiVersion: API_VERSION,
      apiType: 'opencti',
      isCallbackRegistered: Boolean(callback),
      isListenerRegistered: Boolean(listens),
      args,
    }, origin);
  }

  // `given`: the caller's `arguments`. Without any, an empty object is read where the method allows it.
  function one(given, optional) {
    if (optional && given.length === 0) {
      return {};
    }
    if (given.length !== 1 || typeof given[0] !== 'object' || Object.keys(given[0]).length === 0) {
      throw new Error(ONE_OBJECT);
    }
    return given[0];
  }

  function required(condition, name) {
    if (!condition) {
      throw new Error('Missing the required argument `' + name + '`!');
    }
  }

  function functionOrNothing(candidate) {
    return typeof candidate === 'function' ? candidate : undefined;
  }

  // A method whose callback may be left out. `pick` chooses what goes on the wire.
  function order(methodName, pick, optional) {
    return function () {
      const args = one(arguments, optional);
      post(methodName, pick(args), functionOrNothing(args.callback));
    };
  }

  function question(methodName) {
    return function () {
      const args = one(arguments);
      required(typeof args.callback === 'function', 'callback');
      post(methodName, {}, args.callback);
    };
  }

  function event(methodName) {
    return function () {
      const args = one(arguments);
      required(typeof args.listener === 'function', 'listener');
      (listeners[methodName] = listeners[methodName] || []).push(args.listener);
      post(methodName, {}, undefined, true);
    };
  }

  const nothing = () => ({});

  function channelOf(args) {
    if (typeof args.channelName !== 'string' || args.channelName === '') {
      throw new Error('The argument `channelName` must be a non-empty string!');
    }
    return args.channelName;
  }

  function subscribe() {
    const args = one(arguments);
    const channel = channelOf(args);
    required(typeof args.listener === 'function', 'listener');
    const token = Object.freeze({});
    const key = 'subscribe' + channel;
    (subscriptions[channel] = subscriptions[channel] || []).push(token);
    (listeners[key] = listeners[key] || []).push(args.listener);
    post('subscribe', { eventName: channel, subscription: {} }, function (response) {
      if (response.success) {
        response.subscription = token;
      } else {
        drop(channel, token);
      }
      if (typeof args.callback === 'function') {
        args.callback(response);
      }
    }, true);
  }

  // Takes a listener away; true where it was the channel's last.
  function drop(channel, token) {
    const at = (subscriptions[channel] || []).indexOf(token);
    if (at < 0) {
      return false;
    }
    subscriptions[channel].splice(at, 1);
    listeners['subscribe' + channel].splice(at, 1);
    return subscriptions[channel].length === 0;
  }

  function unsubscribe() {
    const args = one(arguments);
    if (typeof args.subscription !== 'object') {
      throw new Error('The argument `subscription` must be an object!');
    }
    const channel = Object.keys(subscriptions).find((name) => subscriptions[name].includes(args.subscription));
    // Only the last listener's leaving is told, and answered.
    if (channel !== undefined && drop(channel, args.subscription)) {
      post('unsubscribe', { eventName: channel }, functionOrNothing(args.callback));
    }
  }

  function publish() {
    const args = one(arguments);
    const channel = channelOf(args);
    if (args.message && typeof args.message !== 'object') {
      throw new Error('The argument `message` must be a serializable object or null!');
    }
    const body = { eventName: channel };
    if (args.message) {
      body.message = JSON.parse(JSON.stringify(args.message));
    }
    post('publish', body, functionOrNothing(args.callback));
  }

  const sforce = (window.sforce = window.sforce || {});
  sforce.opencti = {
    CALL_TYPE: { INBOUND: 'inbound', OUTBOUND: 'outbound', INTERNAL: 'internal' },
    SCREENPOP_TYPE: {
      URL: 'url', SOBJECT: 'sobject', OBJECTHOME: 'objecthome', LIST: 'list', SEARCH: 'search',
      NEW_RECORD_MODAL: 'newRecord', FLOW: 'flow',
    },
    disableClickToDial: order('disableClickToDial', nothing, true),
    enableClickToDial: order('enableClickToDial', nothing, true),
    getAppViewInfo: question('getAppViewInfo'),
    getCallCenterSettings: question('getCallCenterSettings'),
    getSoftphoneLayout: question('getSoftphoneLayout'),
    hvs: {
      onWorkStart: event('onWorkStart'),
      completeWork: order('completeWork', ({ workId, attributes }) => ({ workId, attributes })),
    },
    initialize,
    isSoftphonePanelVisible: question('isSoftphonePanelVisible'),
    // Its argument is not looked at.
    notifyInitializationComplete(args) {
      post('notifyInitializationComplete', {}, functionOrNothing(args && args.callback));
    },
    onClickToDial: event('onClickToDial'),
    onNavigationChange: event('onNavigationChange'),
    publish,
    refreshView: order('refreshView', nothing, true),
    runApex: order('runApex', ({ apexClass, methodName, methodParams }) => ({ apexClass, methodName, methodParams })),
    saveLog() {
      const args = one(arguments);
      required(typeof args.value === 'object', 'value object');
      post('saveLog', { object: args.value }, functionOrNothing(args.callback));
    },
    // Only these two: `defaultFieldValues` beside them does not travel.
    screenPop: order('screenPop', ({ type, params }) => ({ type, params })),
    searchAndScreenPop: order('searchAndScreenPop',
      ({ searchParams, callType, queryParams, defaultFieldValues, deferred, params }) =>
        ({ searchParams, callType, queryParams, defaultFieldValues, deferred, params })),
    setSoftphoneItemIcon: order('setSoftphoneItemIcon', ({ key }) => ({ key })),
    setSoftphoneItemLabel: order('setSoftphoneItemLabel', ({ label }) => ({ label })),
    setSoftphonePanelHeight: order('setSoftphonePanelHeight', ({ heightPX }) => ({ heightPX })),
    setSoftphonePanelIcon: order('setSoftphonePanelIcon', ({ key }) => ({ key })),
    setSoftphonePanelLabel: order('setSoftphonePanelLabel', ({ label }) => ({ label })),
    setSoftphonePanelVisibility: order('setSoftphonePanelVisibility', ({ visible }) => ({ visible })),
    setSoftphonePanelWidth: order('setSoftphonePanelWidth', ({ widthPX }) => ({ widthPX })),
    subscribe,
    unsubscribe,
  };

  initialize();
})();
