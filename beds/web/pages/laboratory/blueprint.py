"""The blueprint that the pages of the laboratory share."""

from flask import Blueprint

page = Blueprint("lab", __name__)
