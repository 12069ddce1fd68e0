"""Long work beside reading: articles that come in, exports that go out."""
