"""What stands in files of its own beside the articles: codebook, feeds, views, drafts, a person's places."""
