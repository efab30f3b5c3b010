"""The blueprint that the pages of the allocation share."""

from flask import Blueprint

page = Blueprint("allocation", __name__)
