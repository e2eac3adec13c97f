// What these pages can do without a script they do without one. This shows what comes in while a page is open, and keeps what a
// reader has chosen in the address.
"use strict";
(() => {
  const live = document.body.dataset.live;
  const news = document.getElementById("news");

  // Choices: the switches of a story and the box of a comparison go into the address, so that it can be cited as it is seen.
  const keepChoice = form => {
    const q = new URLSearchParams(new FormData(form));
    history.replaceState(null, "", location.pathname + "?" + q + location.hash);
    showAddress();
  };
  const showAddress = () => {
    for (const a of document.querySelectorAll(".foot a.path")) a.href = a.textContent = location.href.split("#")[0];
    for (const a of document.querySelectorAll("a.button[download]")) {
      const u = new URL(location.href);
      u.hash = "";
      u.searchParams.set("save", "1");
      a.href = u.href;
    }
  };
  // The button that keeps a choice is for who has no script, and for columns that must be asked for.
  const tidy = () => {
    for (const p of document.querySelectorAll(".keep")) p.hidden = !document.querySelector(".cols .far");
  };
  tidy();
  document.addEventListener("change", e => {
    const form = e.target.closest('form[data-view="passages"]');
    if (form) {
      keepChoice(form);
      if (e.target.matches(".far:checked")) form.requestSubmit();
    }
    if (e.target.dataset.view === "diff") {
      const u = new URL(location.href);
      if (e.target.checked) u.searchParams.set("diff", "1"); else u.searchParams.delete("diff");
      history.replaceState(null, "", u);
      showAddress();
    }
    const find = e.target.closest('form[data-view="find"]');
    if (find && e.target.matches("select, [type=checkbox]")) find.requestSubmit();
  });

  // The line of sections is longer than a narrow window: it moves to the section before the reader's eyes, where the browser knows which it is.
  if (CSS.supports("selector(:target-current)")) document.addEventListener("scrollend", () => setTimeout(() => {
    const here = document.querySelector(".local a:target-current"), line = here && here.closest("ul");
    if (line && line.scrollWidth > line.clientWidth) line.scrollTo({ left: here.offsetLeft - line.offsetLeft, behavior: "instant" });
  }, 50)); // it is known when the page has been drawn

  // News: a line that says what came in, and the page made anew in its place.
  if (!live || !window.EventSource) return;
  let since = document.body.dataset.since, waiting = 0, arrived = [];
  const words = { new: "New", grown: "Has grown", retold: "Has changed", moved: "Became part of another story", gone: "Is no more" };
  const say = () => {
    const last = arrived[arrived.length - 1], n = new Set(arrived.map(a => a.story)).size;
    const b = document.createElement("b");
    b.textContent = live === "list" && n > 1 ? n + " stories changed. Last:" : words[last.kind] + ":";
    news.replaceChildren(b, " " + (last.title || "story " + last.story));
  };
  const key = i => i.name ? i.name + " " + i.value : i.className + i.id;
  const state = root => ({
    boxes: [...root.querySelectorAll("input[type=checkbox]")].map(i => [key(i), i.checked]),
    open: [...root.querySelectorAll("details")].map(d => d.open),
  });
  const restore = (root, was) => {
    const boxes = new Map(was.boxes);
    for (const i of root.querySelectorAll("input[type=checkbox]")) {
      const had = boxes.get(key(i));
      if (had !== undefined) i.checked = had;
    }
    const all = [...root.querySelectorAll("details")];
    if (all.length === was.open.length) all.forEach((d, i) => { d.open = was.open[i]; });
  };
  // The first thing with a name that the reader has before the eyes: it stays where it is when what stands above it grows.
  const inView = root => {
    if (window.scrollY < 200) return null;
    for (const e of root.querySelectorAll("[id]")) {
      const top = e.getBoundingClientRect().top;
      if (top >= 0) return { id: e.id, top };
    }
    return null;
  };
  const redraw = async () => {
    waiting = 0;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (!answer.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const which = document.getElementById("live") && next.getElementById("live") ? "live" : "content";
    const old = document.getElementById(which), fresh = next.getElementById(which);
    if (!old || !fresh || old.contains(document.activeElement) && document.activeElement.matches("input:not([type=checkbox]), textarea, select")) return;
    const had = new Set([...old.querySelectorAll("tr[id]")].map(r => r.id));
    const was = state(old), mark = inView(old);
    document.adoptNode(fresh);
    restore(fresh, was);
    const told = new Set(arrived.map(a => "story-" + a.story));
    for (const r of fresh.querySelectorAll("tr[id]")) if (!had.has(r.id) || told.has(r.id)) r.classList.add("fresh");
    old.replaceWith(fresh);
    const again = mark && document.getElementById(mark.id);
    if (again) window.scrollBy({ top: again.getBoundingClientRect().top - mark.top, behavior: "instant" });
    showAddress();
    tidy();
  };
  const source = new EventSource("/events?since=" + encodeURIComponent(since));
  source.addEventListener("change", e => {
    const change = JSON.parse(e.data);
    since = change.seq;
    if (live !== "list" && !live.split(" ").some(id => id === String(change.story) || id === String(change.to))) return;
    arrived.push(change);
    say();
    if (!waiting) waiting = setTimeout(redraw, 250);
  });
  window.addEventListener("pagehide", () => source.close());
})();
