// Draws what stands on the page as Vega-Lite in place of the still picture beneath it. Without this script, or where
// it fails, the picture and its table stand as they are. No expression is compiled: the policy of the pages forbids it.
import embed from 'vega-embed'
import { expressionInterpreter } from 'vega-interpreter'

const options = {
  actions: false, ast: true, expr: expressionInterpreter, defaultStyle: false, renderer: 'svg',
  tooltip: { disableDefaultStyle: true, theme: 'beds' }
}

const draw = async (script) => {
  const figure = script.closest('figure')
  const place = figure.querySelector('.beds-chart')
  const still = figure.querySelector('.beds-still')
  try {
    const drawn = await embed(place, JSON.parse(script.textContent), options)
    place.hidden = false
    still.hidden = true
    return drawn
  } catch {
    place.hidden = true // the still picture stays
    return null
  }
}

// Paper shows the still picture, which has its own width.
document.querySelectorAll('script[type="application/json"].beds-spec').forEach(draw)
