/// The program of the report page: it looks up what was worked out beforehand and shows it. It works nothing out, asks
/// for nothing, and contains neither `&` nor `<`, so that the page is XML as well.
enum PageScript {
    static let knobs: StaticString = """

        (function () {
          "use strict";
          var holder = document.getElementById("knob-data");
          if (holder === null) { return; }
          var data = JSON.parse(holder.textContent);
          var explorer = document.getElementById("explorer");
          var sliders = data.axes.map(function (axis, place) { return document.getElementById("knob-" + place); });
          var shown = data.axes.map(function (axis, place) { return document.getElementById("knob-value-" + place); });
          var fields = data.fields.map(function (name) { return explorer.querySelector("[data-field='" + name + "']"); });
          var sentence = document.getElementById("knob-sentence");
          var cells = Array.prototype.slice.call(document.querySelectorAll("[data-row]"));
          var mark = document.getElementById("front-mark");
          var back = document.getElementById("knob-back");

          function index(places) {
            return places.reduce(function (sum, place, axis) { return sum * data.axes[axis].length + place; }, 0);
          }
          function set(element, name, value) {
            if (value === null) { element.removeAttribute(name); } else { element.setAttribute(name, value); }
          }
          function showCell(cell, places) {
            var own = [Number(cell.dataset.row), Number(cell.dataset.column)];
            var here = places.slice();
            data.map.forEach(function (axis, side) { here[axis] = own[side]; });
            var plan = data.plans[data.points[index(here)]];
            cell.className = plan.style;
            cell.children[0].textContent = plan.letter;
            cell.children[1].textContent = plan.texts[0];
            cell.children[2].textContent = plan.fit;
            set(cell, "aria-current", index(here) === index(places) ? "true" : null);
          }
          function show() {
            var places = sliders.map(function (slider) { return Number(slider.value); });
            var point = index(places);
            var plan = data.plans[data.points[point]];
            sliders.forEach(function (slider, axis) {
              var text = data.axes[axis][places[axis]];
              slider.setAttribute("aria-valuetext", text);
              shown[axis].textContent = text;
            });
            fields.forEach(function (field, place) {
              field.textContent = plan.texts[place];
              set(field, "data-value", plan.numbers[place]);
            });
            sentence.textContent = plan.sentence;
            explorer.setAttribute("data-point", point);
            cells.forEach(function (cell) { showCell(cell, places); });
            if (mark !== null) {
              set(mark, "visibility", plan.place === null ? "hidden" : null);
              set(mark, "transform", plan.place === null ? null : "translate(" + plan.place + ")");
            }
            if (back !== null) { back.disabled = point === data.present; }
          }
          sliders.forEach(function (slider) {
            slider.disabled = false;
            slider.addEventListener("input", show);
          });
          if (back !== null) {
            back.hidden = false;
            back.addEventListener("click", function () {
              sliders.forEach(function (slider, axis) { slider.value = data.start[axis]; });
              show();
              sliders[0].focus();
            });
          }
          show();
          document.documentElement.setAttribute("data-ready", "yes");
        }());

        """
}
