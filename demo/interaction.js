// A clean-room stand-in for Salesforce's `interaction.js` (Classic, in the form of API 31), for the demo and for
// tests in a browser. It was written from a description of the library's observable behaviour and shares no line
// with it. Of the fields on the wire only those of `saveLog` are known; the others are named as the arguments are.
(function () {
  'use strict';

  const API_VERSION = 31;
  const PREFIX = 'interactionApi/';

  const params = parse(location.search.replace(/^\?/, ''));
  // Without these two the library stays silent: it throws nothing, and its calls do nothing.
  const origin = params.sfdcIFrameOrigin && params.sfdcIFrameOrigin.toLowerCase();
  const nonce = params.nonce;
  let count = 0;
  const waiting = {};
  const listeners = {};

  function parse(text) {
    const out = {};
    for (const pair of text.split('&')) {
      const [key, value] = pair.split('=');
      out[decodeURIComponent(key)] = value ? decodeURIComponent(value) : null;
    }
    return out;
  }

  window.addEventListener('message', function (event) {
    if (!origin || event.origin !== origin || typeof event.data !== 'string' || !event.data.startsWith(PREFIX)) {
      return;
    }
    const { method, ...response } = parse(event.data.slice(PREFIX.length));
    if (response.result === 'true' || response.result === 'false') {
      response.result = response.result === 'true';
    }
    if (response.error === null) {
      delete response.error;
    }
    if (listeners[method]) {
      listeners[method].forEach((listener) => listener(response));
    } else if (waiting[method]) {
      const callback = waiting[method];
      delete waiting[method];
      callback(response);
    }
  }, false);

  function send(method, fields) {
    if (!origin || !nonce) {
      return;
    }
    const given = Object.keys(fields).filter((name) => fields[name] !== undefined && fields[name] !== null);
    const pairs = given.map((name) => '&' + name + '=' + encodeURIComponent(fields[name]));
    parent.postMessage(PREFIX + 'method=' + method + pairs.join('') + '&nonce=' + nonce + '&apiVersion=' + API_VERSION, origin);
  }

  // Only a call that waits for an answer is numbered.
  function call(method, fields, callback) {
    if (typeof callback === 'function') {
      count += 1;
      waiting[method + '_' + count] = callback;
      send(method + '_' + count, fields);
    } else {
      send(method, fields);
    }
  }

  function listen(method, listener) {
    (listeners[method] = listeners[method] || []).push(listener);
    send(method, {});
  }

  const plain = (method) => (callback) => call(method, {}, callback);
  const sforce = (window.sforce = window.sforce || {});
  sforce.interaction = {
    isInConsole: plain('isInConsole'),
    getPageInfo: plain('getPageInfo'),
    onFocus: (listener) => listen('onFocus', listener),
    screenPop: (url, force, callback) => call('screenPop', { url, force }, callback),
    searchAndScreenPop: (searchParams, queryParams, callType, callback) =>
      call('searchAndScreenPop', { searchParams, queryParams, callType }, callback),
    searchAndGetScreenPopUrl: (searchParams, queryParams, callType, callback) =>
      call('searchAndGetScreenPopUrl', { searchParams, queryParams, callType }, callback),
    // The parameters are encoded once more than the message is.
    saveLog: (objectName, saveParams, callback) =>
      call('saveLog', { objectName, saveParams: encodeURIComponent(saveParams) }, callback),
    runApex: (apexClass, methodName, methodParams, callback) =>
      call('runApex', { apexClass, methodName, methodParams }, callback),
    isVisible: plain('isVisible'),
    setVisible: (value, callback) => call('setVisible', { value }, callback),
    refreshPage: plain('refreshPage'),
    refreshRelatedList: (listName, callback) => call('refreshRelatedList', { listName }, callback),
    cti: {
      enableClickToDial: plain('enableClickToDial'),
      disableClickToDial: plain('disableClickToDial'),
      onClickToDial: (listener) => listen('onClickToDial', listener),
      getCallCenterSettings: plain('getCallCenterSettings'),
      getSoftphoneLayout: plain('getSoftphoneLayout'),
      setSoftphoneHeight: (height, callback) => call('setSoftphoneHeight', { height }, callback),
      setSoftphoneWidth: (width, callback) => call('setSoftphoneWidth', { width }, callback),
      notifyInitializationComplete: () => send('notifyInitializationComplete', {}),
      // Page 0 is not sent, as in the original.
      getDirectoryNumbers: (isGlobal, callCenterName, callback, page, pageSize) =>
        call('getDirectoryNumbers', { isGlobal, callCenterName, page: page || undefined, pageSize }, callback),
    },
    entityFeed: {
      refreshObject: (objectId, fields, relatedLists, feed, callback) =>
        call('refreshObject', { objectId, fields, relatedLists, feed }, callback),
      onObjectUpdate: (listener) => listen('onObjectUpdate', listener),
      reloadFrame: plain('reloadFrame'),
    },
  };
})();
