// Runs in every frame of the workbench's page, before anything else there. Says when a response's mark is on the screen
// (`benchSeen(mark, moment, where)`, which the bench exposes), and keeps in `benchGaps` how long the page stood still.
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const isTop = window === window.top;
  const seen = new Set();
  const gaps = [];
  if (isTop) window.benchGaps = gaps;

  const marksIn = (text) => text.match(/respmark[1-9]\d*x/g) ?? [];

  const marksInEditors = () => {
    const lines = [...document.querySelectorAll('.view-lines')].flatMap((view) => [...view.children].slice(0, 80));
    return lines.flatMap((line) => marksIn(line.textContent.slice(0, 20_000)));
  };

  const marksInWebview = () => {
    if (!document.body || isHiddenFrame()) return [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let i = 0, node = walker.nextNode(); node && i < 300; i++, node = walker.nextNode()) {
      const isShown = !/^(SCRIPT|STYLE)$/.test(node.parentNode?.nodeName ?? '');
      if (isShown) found.push(...marksIn(node.data.slice(0, 20_000)));
    }
    return found;
  };

  const isHiddenFrame = () => {
    try {
      return window.frameElement !== null && getComputedStyle(window.frameElement).visibility === 'hidden';
    } catch {
      return false; // of another origin, which only a frame that is shown has
    }
  };

  let last = now();
  const look = () => {
    const moment = now();
    if (moment - last > 60) gaps.push([last, moment - last]);
    last = moment;
    for (const mark of isTop ? marksInEditors() : marksInWebview()) {
      if (seen.has(mark)) continue;
      seen.add(mark);
      requestAnimationFrame(() => window.benchSeen(mark, now(), isTop ? 'editor' : 'webview'));
    }
  };
  setInterval(look, isTop ? 10 : 100); // sparing in a webview: the probe must not be what is measured
})();
