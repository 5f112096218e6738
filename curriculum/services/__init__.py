"""The use cases: plain functions on ids, frozen dataclasses out; one public function is one transaction."""
