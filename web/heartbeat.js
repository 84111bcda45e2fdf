// A timer that is on time though the page is hidden: says so after as many milliseconds as it was told last.
let timer;
onmessage = ({ data }) => {
  clearTimeout(timer);
  timer = setTimeout(() => postMessage(0), data);
};
