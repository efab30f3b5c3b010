// The components of GOV.UK Frontend that the pages use. Everything works without this script, too.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation,
  SkipLink, Tabs, createAll
} from 'govuk-frontend'

const components = [
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation,
  SkipLink, Tabs
]

const start = (scope) => { for (const component of components) createAll(component, {}, { scope }) }

start(document)
// What htmx brings in comes alive as well.
document.addEventListener('htmx:load', (event) => { if (event.target !== document.body) start(event.target) })
