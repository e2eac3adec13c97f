package browser

// Overflowing says that something reaches over the right edge of the page; what scrolls in a box of its own may.
const Overflowing = `(() => {
	const wide = document.documentElement.clientWidth;
	return document.documentElement.scrollWidth > wide ? ["the page is " + document.documentElement.scrollWidth + " wide, the window " + wide] : [];
})()`

// Structure lists what a keyboard or a screen reader would stumble over.
const Structure = `(() => {
	const out = [], ids = new Set();
	for (const e of document.querySelectorAll("[id]")) { if (ids.has(e.id)) out.push("id twice: " + e.id); ids.add(e.id); }
	for (const a of document.querySelectorAll("a[href^='#'], use[href^='#']")) { const to = a.getAttribute("href").slice(1); if (to && !ids.has(to)) out.push("leads nowhere: #" + to); }
	for (const e of document.querySelectorAll("[aria-labelledby]")) if (!ids.has(e.getAttribute("aria-labelledby"))) out.push("label missing: " + e.getAttribute("aria-labelledby"));
	let last = 0;
	for (const h of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) { const n = +h.tagName[1]; if (n > last + 1) out.push("heading skips a level: " + h.textContent); last = n; }
	if (document.querySelectorAll("h1").length !== 1) out.push("h1: " + document.querySelectorAll("h1").length);
	if (document.querySelectorAll("main").length !== 1) out.push("no main landmark");
	for (const n of document.querySelectorAll("nav")) if (!n.getAttribute("aria-label")) out.push("nav without a name");
	for (const i of document.querySelectorAll("input:not([type=hidden]), select, textarea")) if (![...i.labels].some(l => l.textContent.trim())) out.push("field without a label: " + i.name);
	for (const s of document.querySelectorAll("svg:not([aria-hidden], svg svg)")) if (!["img", "group"].includes(s.getAttribute("role")) || !s.getAttribute("aria-label")) out.push("drawing without words");
	for (const a of document.querySelectorAll("a[href]")) if (!a.textContent.trim()) out.push("link without words: " + a.getAttribute("href"));
	for (const t of document.querySelectorAll("table")) for (const th of t.querySelectorAll("th")) if (!th.scope) out.push("heading of nothing: " + th.textContent);
	if (!document.querySelector("a, button, input, summary, [tabindex]").matches(".skip[href='#content']")) out.push("the first stop of the keyboard does not lead past the head");
	for (const e of document.querySelectorAll("*")) for (const a of e.attributes) if (/^on|^style$/.test(a.name)) out.push(e.tagName + " has " + a.name);
	if (!document.documentElement.lang) out.push("no language");
	return out;
})()`
