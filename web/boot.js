// Starts the widget. A file of its own, because the page's policy forbids inline scripts.
import init from './ferrophone.js';

try {
  const wasm = await init({ module_or_path: new URL('./ferrophone_bg.wasm', import.meta.url) });
  // Taken out of the browser's cache of pages it has left its line when it went.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  dispatchEvent(new CustomEvent('TrunkApplicationStarted', { detail: { wasm } }));
} catch (error) {
  // No module, no words of its own: an agent must see that calls do not arrive, and an administrator why.
  console.error(error);
  const notice = document.createElement('p');
  notice.setAttribute('role', 'alert');
  notice.textContent = `Ferrophone could not start, so no calls arrive here. Reload the page. (${error})`;
  document.body.append(notice);
}
