"""Labelled queries asked of a FAQ: read, asked, judged, counted."""
