"""Rows and objects: tables, JSON, YAML, and exports of Azure and Rasa."""
