"""Taking a report away: its outputs with what was decided."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
