// The calendar: bookings are made, moved and stretched with the mouse, what is taken is said before anything is saved,
// and what others do is seen at once. Without script all of it is done with links and forms.
"use strict";
(() => {
  const HERE = "/admin/bookings";
  const STEP = 15; // minutes that times snap to
  const EDGE = 8; // pixels at the lower end that stretch
  const REACH = 5; // pixels before a press is a drag
  const HOLD = 400; // milliseconds that a finger rests before it lifts a booking
  const SVG = "http://www.w3.org/2000/svg";

  const pad = (number) => String(number).padStart(2, "0");
  const later = (day, days) => new Date(Date.parse(`${day}T00:00Z`) + days * 864e5).toISOString().slice(0, 10);
  // Local time of the space, as forms write it.
  const local = (day, minute) =>
    minute < 1440 ? `${day}T${pad(Math.floor(minute / 60))}:${pad(minute % 60)}` : `${later(day, 1)}T00:00`;

  // Asks soon, once for all that changed meanwhile, and forgets what is overtaken.
  const asker = (delay) => {
    let timer, running;
    return (address, use) => {
      clearTimeout(timer);
      running?.abort();
      timer = setTimeout(async () => {
        running = new AbortController();
        try {
          const answer = await fetch(address, { headers: { accept: "application/json" }, signal: running.signal });
          if (answer.ok && !answer.redirected) use(await answer.json());
        } catch {
          // Asked again with the next change; saving checks it in any case.
        }
      }, delay);
    };
  };

  // Hears what others do, as long as the page is looked at.
  const live = (seen, changed) => {
    let source, last = seen, hidden = false;
    const open = () => {
      source = new EventSource(`${HERE}/live${last && `?after=${last}`}`);
      source.onmessage = (event) => {
        last = event.lastEventId || last;
        changed();
      };
    };
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) {
        source?.close();
        hidden = true;
      } else if (hidden) {
        hidden = false;
        open();
        changed();
      }
    });
    addEventListener("pagehide", () => source?.close());
    if (!document.hidden) open();
    else hidden = true;
  };

  const calendar = (root) => {
    const edits = "edits" in root.dataset;
    const news = root.querySelector("[data-news]");
    const problem = root.querySelector("[data-problem]");
    const ask = asker(120);
    let drag = null, press = null, stale = false, fetching = null, swallow = false;

    const clock = (minute) => {
      const hour = Math.floor(minute / 60);
      if (!("twelve" in root.dataset)) return `${pad(hour)}:${pad(minute % 60)}`;
      return `${((hour + 11) % 12) + 1}:${pad(minute % 60)} ${hour % 24 < 12 ? "am" : "pm"}`;
    };
    // In the language of the page, with these put in.
    const says = (what, values = {}) =>
      root.dataset[`says${what[0].toUpperCase()}${what.slice(1)}`].replace(/\{(\w+)\}/g, (_, name) => values[name]);
    const say = (text, wrong = false) => {
      news.textContent = wrong ? "" : text;
      problem.textContent = wrong ? text : "";
    };

    const read = (svg) => {
      const data = svg.dataset;
      const [first, last, head, hour, scale, wide] =
        [data.first, data.last, data.head, data.hour, data.scale, data.wide].map(Number);
      const columns = [...svg.querySelectorAll("[data-column][data-day]")];
      return {
        svg, first, last, head, wide, columns,
        y: (minute) => head + ((minute - first * 60) * hour) / 60,
        minute: (y) => first * 60 + ((y - head) * 60) / hour,
        column: (x) => Math.min(columns.length - 1, Math.max(0, Math.floor((x - scale) / wide))),
        x: (column) => scale + column * wide,
      };
    };

    // The page as it is now, put where the old one was; whoever stands on a booking keeps standing there.
    const refresh = async () => {
      if (drag) {
        stale = true;
        return;
      }
      stale = false;
      fetching?.abort();
      const own = (fetching = new AbortController());
      try {
        const answer = await fetch(location.href, { signal: own.signal });
        if (answer.redirected || !answer.ok) {
          location.reload();
          return;
        }
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const [before, after] = [root.querySelector("[data-part]"), page.querySelector("[data-part]")];
        if (!before || !after || drag) {
          stale = Boolean(drag);
          return;
        }
        const focused = document.activeElement?.closest?.("[data-booking]")?.dataset.booking;
        const scrolled = before.querySelector(".plan")?.scrollLeft ?? 0;
        before.replaceWith(document.adoptNode(after));
        dress();
        const plan = after.querySelector(".plan");
        if (plan) plan.scrollLeft = scrolled;
        if (focused) after.querySelector(`[data-booking="${focused}"]`)?.focus({ preventScroll: true });
        root.dataset.version = String(Number(root.dataset.version || 0) + 1);
      } catch (error) {
        if (error.name !== "AbortError") say(says("stale"), true);
      }
    };

    // What only the script can do is shown only with it.
    const dress = () => {
      const svg = root.querySelector("[data-plan]");
      const help = root.querySelector("[data-help]");
      if (!svg || !edits) return;
      svg.classList.add("live");
      if (help) help.hidden = false;
      for (const block of svg.querySelectorAll("[data-moves]")) {
        const box = block.querySelector(".box");
        const edge = document.createElementNS(SVG, "rect");
        const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(box.getAttribute(name)));
        const high = Math.min(EDGE, height / 3);
        for (const [name, value] of Object.entries({ class: "edge", x, y: y + height - high, width, height: high })) {
          edge.setAttribute(name, value);
        }
        block.append(edge);
      }
    };

    const draw = () => {
      const { ghost, grid, column, from, to, taken } = drag;
      const [box, first, second] = ghost.children;
      box.setAttribute("x", grid.x(column) + 4);
      box.setAttribute("y", grid.y(from));
      box.setAttribute("width", grid.wide - 10);
      box.setAttribute("height", Math.max(6, grid.y(to) - grid.y(from)));
      for (const [line, at] of [[first, 15], [second, 31]]) {
        line.setAttribute("x", grid.x(column) + 12);
        line.setAttribute("y", grid.y(from) + at);
      }
      first.textContent = `${clock(from)} – ${clock(to)}`;
      second.textContent = taken ? says("taken") : "";
      ghost.classList.toggle("taken", Boolean(taken));
    };

    const target = () => {
      const { grid, column, from, to, block } = drag;
      const data = grid.columns[column].dataset;
      const wish = { from: local(data.day, from), to: local(data.day, to) };
      const resource = data.resource ?? block?.dataset.resource;
      if (resource) wish.resource = resource;
      return wish;
    };

    const preview = () => {
      const own = drag;
      const wish = target();
      if (!wish.resource) return;
      if (own.block) wish.booking = own.block.dataset.booking;
      ask(`${HERE}/preview?${new URLSearchParams(wish)}`, (answer) => {
        if (drag !== own || own.done) return;
        own.taken = answer.conflict;
        draw();
        say(answer.conflict ? `${clock(own.from)} – ${clock(own.to)}: ${answer.text}` : "");
      });
    };

    const point = (event, grid) => {
      const frame = grid.svg.getBoundingClientRect();
      return { x: event.clientX - frame.left, y: event.clientY - frame.top };
    };
    const snap = (minute) => Math.round(minute / STEP) * STEP;
    const inside = (minute) => Math.min(1440, Math.max(0, minute));

    const begin = () => {
      const ghost = document.createElementNS(SVG, "g");
      ghost.setAttribute("class", "ghost");
      for (const name of ["rect", "text", "text"]) ghost.append(document.createElementNS(SVG, name));
      ghost.firstChild.setAttribute("rx", 5);
      drag.ghost = ghost;
      drag.grid.svg.append(ghost);
      drag.grid.svg.classList.add("drags");
      drag.block?.classList.add("away");
      drag.grid.svg.setPointerCapture(drag.pointer);
      drag.active = true;
      say("");
    };

    const follow = (event) => {
      const { grid, kind, start, was } = drag;
      const at = point(event, grid);
      if (!drag.active) {
        if (Math.hypot(at.x - start.x, at.y - start.y) < REACH) return;
        begin();
      }
      const before = [drag.column, drag.from, drag.to].join();
      if (kind === "new") {
        const [one, two] = [grid.minute(start.y), grid.minute(at.y)].sort((a, b) => a - b);
        drag.from = inside(Math.floor(one / STEP) * STEP);
        drag.to = inside(Math.max(Math.ceil(two / STEP) * STEP, drag.from + STEP));
      } else if (kind === "stretch") {
        drag.to = inside(Math.max(snap(was.to + grid.minute(at.y) - grid.minute(start.y)), was.from + STEP));
      } else {
        const long = was.to - was.from;
        // By whole steps, so that odd minutes stay when only the column changes.
        drag.from = Math.min(1440 - long, Math.max(0, was.from + snap(grid.minute(at.y) - grid.minute(start.y))));
        drag.to = drag.from + long;
        drag.column = grid.column(at.x);
      }
      if (before !== [drag.column, drag.from, drag.to].join()) {
        drag.taken = false;
        preview();
      }
      draw();
    };

    // Lets go of what was dragged; the booking stands where it was.
    const end = () => {
      drag.ghost?.remove();
      drag.grid.svg.classList.remove("drags");
      drag.block?.classList.remove("away");
      drag = null;
      if (stale) refresh();
    };

    const make = (wish) => {
      const rest = new URLSearchParams(root.dataset.rest);
      for (const [name, value] of Object.entries(wish)) rest.set(name, value);
      location.assign(`${HERE}/new?${rest}`);
    };

    const put = async () => {
      const { block, was, grid, column, from, to, kind } = drag;
      if (from === was.from && to === was.to && column === was.column) return end();
      drag.done = true;
      drag.ghost.classList.add("waits");
      const wish = target();
      if (kind === "stretch") {
        delete wish.from;
        delete wish.resource;
      }
      const booking = block.querySelector("title").textContent;
      const body = new URLSearchParams({ csrf: root.dataset.csrf, ...wish });
      let why = says("unreached");
      let moved = false;
      try {
        const answer = await fetch(`${HERE}/${block.dataset.booking}/move`, { method: "POST", body });
        if (answer.redirected) return location.reload();
        moved = answer.ok;
        const said = await answer.json().catch(() => ({}));
        why = said.message ?? says("reload");
      } catch {
        // Said below.
      }
      const where = `${grid.columns[column].dataset.name}, ${clock(from)} – ${clock(to)}`;
      say(moved ? says(kind === "stretch" ? "now" : "moved", { where }) : says("stays", { booking, where, why }), !moved);
      stale = true;
      end();
    };

    // Fingers scroll; one that rests on a booking lifts it.
    const hold = ({ clientX, clientY }, lifted) => {
      const timer = setTimeout(() => {
        press = null;
        if (!lifted.block.isConnected) return;
        drag = lifted;
        begin();
        draw();
      }, HOLD);
      press = { timer, clientX, clientY };
    };
    const release = () => {
      clearTimeout(press?.timer);
      press = null;
    };

    root.addEventListener("pointerdown", (event) => {
      const svg = event.target.closest?.("[data-plan]");
      if (!svg || !edits || event.button !== 0 || drag) return;
      const finger = event.pointerType === "touch";
      const block = event.target.closest("[data-booking]");
      if (event.target.closest("a") && (!block || !("moves" in block.dataset))) return;
      const grid = read(svg);
      const start = point(event, grid);
      if (!block && (start.y < grid.head || !event.target.closest("[data-column]"))) return;
      swallow = false;
      const pointer = event.pointerId;
      if (block) {
        const was = { from: Number(block.dataset.from), to: Number(block.dataset.to), column: Number(block.dataset.column) };
        const kind = event.target.classList.contains("edge") ? "stretch" : "move";
        const lifted = { kind, pointer, grid, block, start, was, ...was };
        if (finger) hold(event, lifted);
        else drag = lifted;
      } else if (!finger) {
        const column = grid.column(start.x);
        const from = inside(Math.floor(grid.minute(start.y) / 30) * 30);
        drag = { kind: "new", pointer, grid, start, column, from, to: inside(from + 60) };
      }
    });
    addEventListener("pointermove", (event) => {
      if (press && Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) >= REACH) release();
      if (drag && !drag.done) follow(event);
    });
    // What is held does not scroll, and opens no menu.
    root.addEventListener("touchmove", (event) => drag?.active && event.cancelable && event.preventDefault(), { passive: false });
    root.addEventListener("contextmenu", (event) => (press || drag?.active) && event.preventDefault());
    addEventListener("pointerup", () => {
      release();
      if (!drag || drag.done) return;
      const { kind, active } = drag;
      setTimeout(() => (swallow = false), 50);
      if (kind === "new") {
        const wish = target();
        end();
        make(wish);
      } else if (active) {
        swallow = true;
        put();
      } else {
        end();
      }
    });
    addEventListener("pointercancel", () => {
      release();
      if (drag && !drag.done) end();
    });
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && drag && !drag.done) {
        swallow = drag.kind !== "new";
        end();
        say("");
      }
    });
    // The click that ends a drag opens nothing, and links are not dragged as such.
    root.addEventListener("click", (event) => {
      if (swallow && event.target.closest("[data-booking]")) event.preventDefault();
      swallow = false;
      // A tap on free time books it.
      const cell = event.target.closest?.("[data-plan] [data-column][data-day]");
      if (cell && edits && event.pointerType === "touch") {
        const grid = read(cell.closest("[data-plan]"));
        const from = inside(Math.floor(grid.minute(point(event, grid).y) / 30) * 30);
        const { day, resource } = cell.dataset;
        make({ from: local(day, from), to: local(day, inside(from + 60)), ...(resource && { resource }) });
      }
    });
    root.addEventListener("dragstart", (event) => event.target.closest("[data-plan]") && event.preventDefault());

    dress();
    live(root.dataset.seen, refresh);
    root.dataset.ready = "";
  };

  const form = (root) => {
    const outlook = root.querySelector("[data-outlook]");
    const search = root.querySelector("[data-search]");
    const found = root.querySelector("[data-found]");
    const nobody = found?.options[0];
    const repeats = root.querySelector("[data-repeats]");
    const repeat = root.elements.repeat;
    const [ask, find] = [asker(200), asker(200)];

    const look = () => {
      const wish = new URLSearchParams();
      for (const name of ["resource", "from", "to", "units", "member", "repeat", "until", "times"]) {
        const field = root.elements[name];
        if (field?.value) wish.set(name, field.value);
      }
      if (root.dataset.booking) wish.set("booking", root.dataset.booking);
      ask(`${HERE}/preview?${wish}`, (answer) => {
        outlook.textContent = answer.text;
        outlook.classList.toggle("taken", answer.conflict);
      });
    };
    const fold = () => {
      if (repeats) repeats.hidden = !repeat.value;
    };
    // Whoever moves the start moves the end with it.
    let start = root.elements.from.value;
    root.elements.from.addEventListener("change", () => {
      const [before, now, end] = [start, root.elements.from.value, root.elements.to.value].map((text) => Date.parse(`${text}Z`));
      if (before && now && end) root.elements.to.value = new Date(end + now - before).toISOString().slice(0, 16);
      start = root.elements.from.value;
    });
    search?.addEventListener("input", () => {
      find(`${HERE}/members?${new URLSearchParams({ q: search.value })}`, ({ members }) => {
        const chosen = found.selectedOptions[0];
        found.replaceChildren(nobody.cloneNode(true));
        if (chosen?.value && !members.some((member) => member.id === chosen.value)) found.append(chosen);
        for (const member of members) found.append(new Option(member.name, member.id, false, member.id === chosen?.value));
        if (search.value && members.length === 1) found.value = members[0].id;
        look();
      });
    });
    root.addEventListener("input", (event) => {
      if (event.target !== search) look();
      fold();
    });
    for (const part of root.querySelectorAll("[data-plain]")) part.hidden = true;
    fold();
    live("", look);
    root.dataset.ready = "";
  };

  for (const root of document.querySelectorAll("[data-schedule]")) calendar(root);
  for (const root of document.querySelectorAll("[data-booking-form]")) form(root);
})();
