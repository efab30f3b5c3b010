// Draws the charts of a report with Vega-Lite in place of its still pictures. Without this script, or where it fails,
// picture and table stand as they are; paper has the pictures. No expression is compiled and no style is written: the
// policy of the pages forbids both.
import embed from 'vega-embed'
import { expressionInterpreter } from 'vega-interpreter'

const options = {
  actions: false, ast: true, expr: expressionInterpreter, defaultStyle: false, renderer: 'svg',
  tooltip: { disableDefaultStyle: true, theme: 'beds' }
}

const draw = async (script) => {
  const figure = script.closest('figure')
  const place = figure.querySelector('.beds-charts')
  place.hidden = false // what is hidden has no width
  try {
    for (const spec of JSON.parse(script.textContent)) {
      const chart = place.appendChild(document.createElement('div'))
      chart.className = 'beds-chart'
      await embed(chart, spec, options)
      chart.querySelector('svg').setAttribute('aria-hidden', 'true') // what it shows is said around it
    }
    figure.classList.add('beds-drawn')
  } catch {
    place.hidden = true
  }
}

document.querySelectorAll('script.beds-specs').forEach(draw)
