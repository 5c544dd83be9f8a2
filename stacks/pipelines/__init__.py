"""Pipelines of build servers, made from an architecture: previewed on a pull request, built when people agree."""
