"""The forms of requests and answers, from which openapi.yaml is made."""
