"""Opens a report page in a real browser and prints what is there to be seen, as JSON.

    report.py PAGE [--screenshots FOLDER] [--quick]

Looks at it at three widths in both themes, moves every knob by the keyboard through all its positions, and measures how
soon the page answers. `--quick` looks at one width and theme only.
"""

import argparse
import json
import pathlib
import time

from browser import Browser
from selenium.webdriver.common.keys import Keys

WIDTHS = (360, 800, 1440)
THEMES = ("light", "dark")

# The least that every page has; a page that failed half-way would have no complaint either.
LANDMARKS = "return ['header', 'nav', 'main', 'footer'].filter(name => document.querySelector(name) === null)"

HEADINGS = (
    "return Array.from(document.querySelectorAll('h1,h2,h3,h4')).map(h => [Number(h.tagName[1]), h.textContent])"
)

OVERFLOW = """
const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
if (!wide) return [];
return Array.from(document.querySelectorAll('main *')).filter(element =>
  element.closest('.scroll') === null && element.getBoundingClientRect().right > document.documentElement.clientWidth + 1
).slice(0, 5).map(element => element.outerHTML.slice(0, 120)).concat(['the page is wider than the window']);
"""

# Text of drawings that lies on other text of the same drawing, or beyond it.
COLLISIONS = """
const found = [];
for (const svg of document.querySelectorAll('figure svg.wide, figure svg.half')) {
  const frame = svg.getBoundingClientRect();
  const boxes = Array.from(svg.querySelectorAll('text')).map(text => [text.textContent, text.getBoundingClientRect()]);
  boxes.forEach(([text, box], index) => {
    if (box.left + 0.5 >= frame.left && frame.right + 0.5 >= box.right) { } else { found.push('cut off: ' + text); }
    for (const [other, place] of boxes.slice(index + 1)) {
      const across = Math.min(box.right, place.right) - Math.max(box.left, place.left);
      const down = Math.min(box.bottom, place.bottom) - Math.max(box.top, place.top);
      if (across > 1 && down > 3) found.push(text + ' / ' + other);
    }
  });
}
return found.slice(0, 10);
"""

SHOWN = """
const explorer = document.getElementById('explorer');
const fields = {};
for (const field of explorer.querySelectorAll('[data-field]')) {
  fields[field.dataset.field] = {text: field.textContent, value: field.dataset.value === undefined ? null : Number(field.dataset.value)};
}
const here = document.querySelector('.map td[aria-current]');
const mark = document.getElementById('front-mark');
return {
  point: Number(explorer.dataset.point), fields, sentence: document.getElementById('knob-sentence').textContent,
  settings: Array.from(explorer.querySelectorAll('input[type=range]')).map(slider => slider.getAttribute('aria-valuetext')),
  map: here === null ? null : here.children[1].textContent,
  mark: mark === null || mark.getAttribute('visibility') === 'hidden' ? null : mark.getAttribute('transform'),
};
"""

CARDS = """
return Object.fromEntries(Array.from(document.querySelectorAll('[data-metric]')).map(card =>
  [card.dataset.metric, {text: card.textContent, value: Number(card.dataset.value)}]));
"""


def look(page, width, theme, screenshots):
    with Browser(width=width, height=900, theme=theme) as browser:
        browser.open(page)
        driver = browser.driver
        seen = {
            "width": width,
            "theme": theme,
            "overflow": driver.execute_script(OVERFLOW),
            "collisions": driver.execute_script(COLLISIONS),
            "requests": browser.requests(),
            "complaints": browser.complaints(),
        }
        if screenshots:
            screenshots.mkdir(parents=True, exist_ok=True)
            browser.screenshot(screenshots / f"{pathlib.Path(page).stem}-{width}-{theme}.png")
        seen["violations"] = browser.violations()
        return seen


def turn(page):
    """Every position of every knob, reached by the keyboard alone, with what the page shows there."""
    with Browser(width=1280, height=900) as browser:
        browser.open(page)
        driver = browser.driver
        seen = {
            "title": driver.title,
            "missing": driver.execute_script(LANDMARKS),
            "headings": driver.execute_script(HEADINGS),
            "cards": driver.execute_script(CARDS),
            "nodes": driver.execute_script("return document.getElementsByTagName('*').length"),
            "positions": [],
        }
        sliders = driver.find_elements("css selector", "#explorer input[type=range]")
        if sliders:
            seen["positions"].append(driver.execute_script(SHOWN))
        for slider in sliders:
            start = int(slider.get_attribute("value"))
            last = int(slider.get_attribute("max"))
            driver.execute_script("arguments[0].focus()", slider)
            keys = [Keys.HOME] + [Keys.ARROW_RIGHT] * last + [Keys.HOME] + [Keys.ARROW_RIGHT] * start
            for key in keys:
                slider.send_keys(key)
                seen["positions"].append(driver.execute_script(SHOWN))
        back = driver.find_elements("id", "knob-back")
        if sliders and back:
            sliders[0].send_keys(Keys.HOME)
            driver.execute_script("arguments[0].click()", back[0])
            seen["back"] = driver.execute_script(SHOWN)
        # What scripts in names would have done.
        seen["ran"] = driver.execute_script("return document.title") != seen["title"]
        seen["strange"] = driver.execute_script(
            "return document.querySelectorAll('img,iframe,object,embed,form,main b b,[onload],[onerror]').length"
            " + document.querySelectorAll(\"a[href^='javascript']\").length"
        )
        seen["requests"] = browser.requests()
        seen["complaints"] = browser.complaints()
        return seen


def soon(page):
    """Milliseconds from the start of the navigation until the page answers, and of the first move of a knob."""
    with Browser(width=1280, height=900) as browser:
        browser.open(page)
        driver = browser.driver
        ready = driver.execute_script("return performance.getEntriesByType('navigation')[0].domInteractive")
        # Two frames after the move it is on the screen.
        moved = driver.execute_async_script("""
            const done = arguments[0], slider = document.getElementById('knob-0');
            if (slider === null) { done(0); return; }
            const start = performance.now();
            slider.value = slider.value === slider.max ? slider.min : slider.max;
            slider.dispatchEvent(new Event('input', {bubbles: true}));
            requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
        """)
        return {"interactive": ready, "moved": moved, "bytes": pathlib.Path(page).stat().st_size}


def soonest(page):
    """The best of a few looks: what else the machine does can only delay an answer."""
    best = soon(page)
    for _ in range(4):
        if best["interactive"] + best["moved"] < 500:
            break
        best = min(best, soon(page), key=lambda look: look["interactive"] + look["moved"])
    return best


def without_scripts(page):
    with Browser(width=1280, height=900, scripts=False) as browser:
        browser.open(page)
        text = browser.driver.find_element("css selector", "main").text
        return {"text": len(text), "says": "The sliders need scripts" in text, "complaints": browser.complaints()}


def printed(page):
    """What is still there on paper of what can only be clicked."""
    with Browser(width=1280, height=900) as browser:
        browser.open(page)
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        controls = browser.driver.execute_script(
            "return [...document.querySelectorAll('nav, button, input, fieldset, .skip')]"
            ".filter(part => part.getClientRects().length > 0).map(part => part.outerHTML.slice(0, 80))"
        )
        return {"controls": controls, "sections": len(browser.driver.find_elements("css selector", "section"))}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("page")
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    looks = [(WIDTHS[0], THEMES[1])] if options.quick else [(width, theme) for width in WIDTHS for theme in THEMES]
    started = time.monotonic()
    result = {
        "looks": [look(options.page, width, theme, options.screenshots) for width, theme in looks],
        "knobs": turn(options.page),
        "time": soonest(options.page),
        "withoutScripts": without_scripts(options.page),
        "printed": printed(options.page),
    }
    result["seconds"] = round(time.monotonic() - started, 1)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
