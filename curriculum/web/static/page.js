// Small comforts; every page works without this file.
(() => {
  "use strict";
  document.documentElement.classList.add("js");

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".menu-button");
    const header = document.querySelector(".site-header");
    if (button && header) {
      button.addEventListener("click", () => {
        const open = header.classList.toggle("menu-open");
        button.setAttribute("aria-expanded", String(open));
      });
    }

    // A filter works as soon as it is chosen; its button is for those without JavaScript.
    for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
      form.addEventListener("change", () => form.requestSubmit());
    }

    // The number on the button is that of the choices that were kept; after a new tick it says no number.
    // After a choice for a column the file is read again first.
    const confirms = document.querySelectorAll("[data-when-ticked]");
    for (const control of confirms.length ? document.getElementById("rows-form").elements : []) {
      control.addEventListener("change", () => {
        const chosen = control.closest("#columns") ? "chosen" : "ticked";
        for (const words of confirms) {
          if (words.dataset.because === "chosen") continue;
          words.dataset.because = chosen;
          words.textContent = chosen === "chosen" ? words.dataset.whenChosen : words.dataset.whenTicked;
        }
      });
    }

    // Ticks that were not kept would be lost when somebody leaves the page by the menu: then the browser asks first.
    for (const form of document.querySelectorAll("form[data-unsaved]")) {
      for (const control of form.elements) {
        control.addEventListener("change", () => { form.dataset.changed = "yes"; });
      }
    }
    window.addEventListener("beforeunload", (event) => {
      // What a button on the page itself sends is meant: it keeps the ticks, or throws the file away.
      const isSent = document.querySelector("main form[data-sent]");
      if (document.querySelector("form[data-changed]") && !isSent) event.preventDefault();
    });

    // Say that a file is too large before it is sent; the server refuses it all the same.
    for (const field of document.querySelectorAll("input[type=file][data-limit]")) {
      field.addEventListener("change", () => {
        const tooLarge = [...field.files].some((file) => file.size > Number(field.dataset.limit));
        field.setCustomValidity(tooLarge ? field.dataset.tooLarge : "");
        field.reportValidity();
      });
    }

    // While a job runs, ask how far it is and reload when it has ended.
    const job = document.querySelector("[data-job-url]");
    if (job) watch(job);

    // An empty cell of the matrix opens its pair of module and competency, as a cell with a sign does by its link.
    for (const table of document.querySelectorAll("table.matrix[data-links]")) {
      const modules = [...table.querySelectorAll("thead th")].map((head) => head.dataset.module);
      table.addEventListener("click", (event) => {
        const cell = event.target.closest("td.cell:empty");
        if (!cell) return;
        const code = encodeURIComponent(cell.parentElement.dataset.code);
        window.location.assign(`${table.dataset.links}${modules[cell.cellIndex]}/${code}`);
      });
    }

    // What was typed in a form that was sent after the session had ended waits in this tab, for the same person only.
    const kept = JSON.parse(sessionStorage.getItem("typed") || "null");
    const keeping = document.querySelector("form[data-keep-typed]");
    const account = document.body.dataset.account || "";
    if (kept && document.querySelector("[data-sent-in-vain]")) {
      sessionStorage.setItem("typed", JSON.stringify({ ...kept, waits: true }));
    } else if (kept && (!kept.waits || (account && account !== kept.account))) {
      sessionStorage.removeItem("typed");
    } else if (kept && keeping && kept.path === location.pathname) {
      sessionStorage.removeItem("typed");
      typedIn(keeping).forEach((control, place) => {
        const [name, text, ticked] = kept.controls[place] || [];
        if (name !== control.name) return;
        if (ticked === null) control.value = text;
        else control.checked = ticked;
      });
      const words = document.createElement("p");
      words.className = "message message--done";
      words.setAttribute("role", "status");
      words.textContent = keeping.dataset.keepTyped;
      keeping.prepend(words);
    }
    if (keeping) {
      keeping.addEventListener("submit", () => {
        const controls = typedIn(keeping).map((item) => [
          item.name, item.value, ["checkbox", "radio"].includes(item.type) ? item.checked : null,
        ]);
        sessionStorage.setItem("typed", JSON.stringify({ path: location.pathname, account, controls }));
      });
    }

    // A second press on the same button must not send the same form twice.
    for (const form of document.querySelectorAll("form[method=post]")) {
      form.addEventListener("submit", (event) => {
        if (form.dataset.sent) event.preventDefault();
        form.dataset.sent = "yes";
      });
    }
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  function typedIn(form) {
    const silent = ["hidden", "submit", "button", "file", "password"];
    return [...form.elements].filter((control) => control.name && !silent.includes(control.type));
  }

  async function watch(job) {
    const bar = job.querySelector("progress");
    const words = job.querySelector("[data-job-words]");
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 700));
      let state;
      try {
        const response = await fetch(job.dataset.jobUrl, { headers: { Accept: "application/json" } });
        if (!response.ok) continue;
        state = await response.json();
      } catch {
        continue; // The network was away for a moment; the next round asks again.
      }
      if (state.done) {
        window.location.assign(job.dataset.doneUrl);
        return;
      }
      // Without a value the bar moves on its own: it is busy, and nobody can tell how far.
      if (bar && state.share !== null) bar.value = state.share;
      else if (bar) bar.removeAttribute("value");
      if (words && words.textContent !== state.words) words.textContent = state.words;
    }
  }
})();
