"""Rows and objects: tables, workbooks, JSON, YAML, and exports of bots and help desks."""
