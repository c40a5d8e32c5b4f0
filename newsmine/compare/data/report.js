// Filters the page: what does not hold the words typed is hidden. Marks and case do not matter: "lang son" finds Lạng Sơn.
(function () {
  "use strict";
  var box = document.getElementById("filter"), year = document.getElementById("year"), level = document.getElementById("level"),
    count = document.getElementById("count"), wait = 0;
  if (!box) return;
  document.getElementById("filters").hidden = false;
  function fold(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  }
  var sections = Array.prototype.map.call(document.querySelectorAll("section[data-level]"), function (section) {
    return { node: section, level: section.dataset.level, name: null, rows: section.querySelectorAll("tbody tr"), said: section.querySelectorAll(".said") };
  });
  var known = new WeakMap();
  function key(node) {
    var found = known.get(node);
    if (found === undefined) known.set(node, (found = fold(node.textContent)));
    return found;
  }
  function show(nodes, test) {
    var shown = 0;
    nodes.forEach(function (node) {
      var keep = test(node);
      node.hidden = !keep;
      shown += keep;
    });
    return shown;
  }
  function apply() {
    var words = fold(box.value).split(/\s+/).filter(Boolean), total = 0;
    sections.forEach(function (section) {
      if (section.name === null) section.name = fold(section.node.querySelector("h2").textContent);
      var rest = words.filter(function (word) { return section.name.indexOf(word) < 0; });
      function holds(node) {
        var text = rest.length ? key(node) : "";
        return rest.every(function (word) { return text.indexOf(word) >= 0; });
      }
      var open = !level.value || level.value === section.level;
      var rows = open ? show(section.rows, function (row) { return holds(row) && (!year.value || row.dataset.years.split(" ").indexOf(year.value) >= 0); }) : 0;
      var said = open ? show(section.said, function (node) { return holds(node) && (!year.value || node.dataset.year === year.value); }) : 0;
      section.node.hidden = !(rows || said);
      total += said;
    });
    count.textContent = total + " figures shown";
  }
  function soon() {
    clearTimeout(wait);
    wait = setTimeout(apply, 120);
  }
  [box, year, level].forEach(function (control) { control.addEventListener("input", soon); });
  window.addEventListener("hashchange", function () {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) { target.setAttribute("tabindex", "-1"); target.focus({ preventScroll: true }); }
  });
})();
