// Starts the settings page. A file of its own, because the page's policy forbids inline scripts.
import init from './setup.js';

try {
  await init({ module_or_path: new URL('./setup_bg.wasm', import.meta.url) });
} catch (error) {
  console.error(error);
  const notice = document.createElement('p');
  notice.setAttribute('role', 'alert');
  notice.textContent = `The settings page could not start. Reload it. (${error})`;
  document.body.append(notice);
}
